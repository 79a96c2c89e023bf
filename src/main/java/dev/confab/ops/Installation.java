package dev.confab.ops;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import javax.sql.DataSource;

/** What all nodes on one database have in common, and nobody else knows. */
@ApplicationScoped
public class Installation {
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 8;

    @Resource(lookup = "java:app/jdbc/confab")
    private DataSource dataSource;

    /**
     * @param id tells this installation from others that use the same server between the nodes
     * @param secret what a node proves by that it is one of ours
     */
    public record Identity(String id, byte[] secret) {
        @Override
        public String toString() { // a log must not learn the secret
            return "installation " + id;
        }
    }

    /** The first node that asks makes it. To be asked after the schema is current. */
    public Identity identity() throws SQLException {
        try (Connection db = dataSource.getConnection()) {
            Identity known = read(db);
            if (known != null) {
                return known;
            }
            try {
                create(db);
            } catch (SQLException e) {
                // Two nodes that start together: one of them was first.
                Identity theirs = read(db);
                if (theirs == null) {
                    throw e;
                }
                return theirs;
            }
            return read(db);
        }
    }

    private static void create(Connection db) throws SQLException {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        try (PreparedStatement insert =
                db.prepareStatement("INSERT INTO installation (place, id, secret) VALUES (1, ?, ?)")) {
            insert.setString(1, HexFormat.of().formatHex(id));
            insert.setString(2, Base64.getEncoder().encodeToString(secret));
            insert.executeUpdate();
        }
    }

    private static Identity read(Connection db) throws SQLException {
        try (PreparedStatement select = db.prepareStatement("SELECT id, secret FROM installation WHERE place = 1");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? new Identity(row.getString(1), Base64.getDecoder().decode(row.getString(2)))
                    : null;
        }
    }
}
