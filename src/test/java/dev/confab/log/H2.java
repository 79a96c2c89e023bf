package dev.confab.log;

import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/** H2 in memory with the product's own schema, and a transaction over one of its connections. */
final class H2 {
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=200";
    private Connection begun;
    private Exception atCommit;
    private boolean isCommitted;
    private String meanwhile;

    H2() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db")
                .placeholders(Map.of("text", "VARCHAR(1000000)", "table", ""))
                .load()
                .migrate();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    void run(String sql) throws SQLException {
        try (Connection db = connect()) {
            db.createStatement().execute(sql);
        }
    }

    List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection db = connect();
                ResultSet found = db.createStatement().executeQuery(sql)) {
            while (found.next()) {
                StringBuilder row = new StringBuilder(found.getString(1));
                for (int i = 2; i <= found.getMetaData().getColumnCount(); i++) {
                    row.append(' ').append(found.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    /** The pool: within a transaction always its connection, which a close only gives back. */
    DataSource pool() {
        return proxy(DataSource.class, (method, args) -> {
            if (!method.equals("getConnection")) {
                throw new UnsupportedOperationException(method);
            }
            if (begun == null) {
                return connect();
            }
            Connection db = begun;
            return Proxy.newProxyInstance(
                    H2.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, called, given) -> {
                        if (called.getName().equals("close")) {
                            return null;
                        }
                        try {
                            return called.invoke(db, given);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        });
    }

    UserTransaction jta() {
        return proxy(UserTransaction.class, (method, args) -> {
            switch (method) {
                case "begin" -> {
                    begun = connect();
                    begun.setAutoCommit(false);
                }
                case "commit" -> {
                    if (atCommit == null || isCommitted) {
                        begun.commit();
                    } else {
                        begun.rollback();
                    }
                    end();
                    if (atCommit != null) {
                        Exception lost = atCommit;
                        atCommit = null;
                        run(meanwhile);
                        throw lost;
                    }
                }
                case "rollback" -> {
                    begun.rollback();
                    end();
                }
                case "getStatus" -> {
                    return begun == null ? Status.STATUS_NO_TRANSACTION : Status.STATUS_ACTIVE;
                }
                default -> throw new UnsupportedOperationException(method);
            }
            return null;
        });
    }

    private void end() throws SQLException {
        begun.close();
        begun = null;
    }

    /** The connection breaks at the next commit, after the database has carried it out, or before. */
    void loseAtCommit(Exception lost, boolean isCarriedOut) {
        loseAtCommit(lost, isCarriedOut, "SELECT 1");
    }

    /** And somebody else does something before anybody looks. */
    void loseAtCommit(Exception lost, boolean isCarriedOut, String statement) {
        atCommit = lost;
        isCommitted = isCarriedOut;
        meanwhile = statement;
    }

    private interface Call {
        Object run(String method, Object[] args) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                H2.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> call.run(method.getName(), args)));
    }
}
