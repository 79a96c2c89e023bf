package dev.confab.log;

import jakarta.transaction.Status;
import jakarta.transaction.UserTransaction;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
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
    private final List<Connection> open = new ArrayList<>();
    private boolean isDeaf;
    private boolean isGone;
    private int taken;

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
            if (!method.getName().equals("getConnection")) {
                throw new UnsupportedOperationException(method.getName());
            }
            if (begun != null) {
                return of(begun, true);
            }
            if (isGone) {
                throw new SQLException("nobody there"); // with nothing by which to tell an outage
            }
            taken++;
            Connection db = connect();
            open.add(db);
            return of(db, false);
        });
    }

    /** How many connections were taken from the pool, those of JTA's transactions aside. */
    int taken() {
        return taken;
    }

    private Connection of(Connection db, boolean isShared) {
        return proxy(Connection.class, (method, args) -> {
            switch (method.getName()) {
                case "close" -> {
                    if (isShared) {
                        return null;
                    }
                }
                case "commit" -> {
                    commit(db);
                    return null;
                }
                case "rollback" -> {
                    if (isDeaf) {
                        throw new SQLException("no answer");
                    }
                }
                default -> {}
            }
            try {
                return method.invoke(db, args);
            } catch (InvocationTargetException e) {
                throw (Exception) e.getCause();
            }
        });
    }

    UserTransaction jta() {
        return proxy(UserTransaction.class, (method, args) -> {
            switch (method.getName()) {
                case "begin" -> {
                    begun = connect();
                    begun.setAutoCommit(false);
                    open.removeIf(H2::isClosed);
                }
                case "commit" -> {
                    try {
                        commit(begun);
                    } finally {
                        end();
                    }
                }
                case "rollback" -> {
                    begun.rollback();
                    end();
                }
                case "getStatus" -> {
                    return begun == null ? Status.STATUS_NO_TRANSACTION : Status.STATUS_ACTIVE;
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private void commit(Connection db) throws Exception {
        if (atCommit == null || isCommitted) {
            db.commit();
        } else {
            db.rollback();
        }
        if (atCommit != null) {
            Exception lost = atCommit;
            atCommit = null;
            run(meanwhile);
            throw lost;
        }
    }

    /** As the container does: what the thread had open took part in the transaction. */
    private void end() throws SQLException {
        begun.close();
        begun = null;
        for (Connection enlisted : open) {
            enlisted.setAutoCommit(true);
        }
    }

    /** The connection breaks at the next commit, after the database has carried it out, or before. */
    void loseAtCommit(Exception lost, boolean isCarriedOut) {
        loseAtCommit(lost, isCarriedOut, "SELECT 1");
    }

    private static boolean isClosed(Connection db) {
        try {
            return db.isClosed();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The pool has no connection to give. */
    void beGone() {
        isGone = true;
    }

    /** No rollback is answered any more. */
    void beDeaf() {
        isDeaf = true;
    }

    /** And somebody else does something before anybody looks. */
    void loseAtCommit(Exception lost, boolean isCarriedOut, String statement) {
        atCommit = lost;
        isCommitted = isCarriedOut;
        meanwhile = statement;
    }

    interface Call {
        Object run(Method method, Object[] args) throws Exception;
    }

    /** What a method that the call invokes throws is thrown as it is. */
    static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                H2.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    try {
                        return call.run(method, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
