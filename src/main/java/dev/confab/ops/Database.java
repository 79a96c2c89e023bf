package dev.confab.ops;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Where the container's pool gets its connections: {@code confab.db.url}, {@code .user} and {@code .password}; without
 * them H2 in a file under {@code confab.data.dir}. So the WAR needs no data source configured in the server.
 */
public class Database implements DataSource {
    private static final int LOGIN_SECONDS = 5;
    /** A database that is there answers in that time: a statement waits for a row for half of it at most. */
    private static final int ANSWER_MS = 10_000;

    private final CircuitBreaker breaker = new CircuitBreaker();

    @Override
    public Connection getConnection() throws SQLException {
        Config config = ConfigProvider.getConfig(Database.class.getClassLoader());
        String url = config.getOptionalValue("confab.db.url", String.class).orElse("");
        Properties properties = new Properties();
        properties.setProperty(
                "user", config.getOptionalValue("confab.db.user", String.class).orElse(""));
        properties.setProperty(
                "password",
                config.getOptionalValue("confab.db.password", String.class).orElse(""));
        if (url.isBlank()) {
            url = embedded(
                    config.getOptionalValue("confab.data.dir", String.class).orElse("data"));
        }
        if (url.startsWith("jdbc:h2:")) {
            return new org.h2.Driver().connect(url, properties);
        }
        if (url.startsWith("jdbc:mysql:")) {
            String address = url;
            properties.putAll(mysql());
            return breaker.attempt(() -> connect(address, properties));
        }
        throw new SQLException(
                "Confab cannot start: confab.db.url must begin with jdbc:mysql: or jdbc:h2:, not " + scheme(url));
    }

    private static Connection connect(String url, Properties properties) throws SQLException {
        return bounded(new com.mysql.cj.jdbc.Driver().connect(url, properties));
    }

    /** The same connection, which waits for no answer longer than {@link #ANSWER_MS}; one that cannot is closed. */
    static Connection bounded(Connection connection) throws SQLException {
        try {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MS);
        } catch (SQLException | RuntimeException e) {
            try {
                connection.close();
            } catch (SQLException | RuntimeException another) {
                e.addSuppressed(another);
            }
            throw e;
        }
        return connection;
    }

    // WRITE_DELAY=0: a commit is in the file before it is acked. Without it H2 keeps commits in memory for half a
    // second.
    private static String embedded(String dataDir) {
        String file = java.nio.file.Path.of(dataDir, "confab").toAbsolutePath().toString();
        return "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=5000";
    }

    private static Properties mysql() {
        Properties properties = new Properties();
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("connectTimeout", "2000");
        // Of the handshake; when it is over the connection has its own.
        properties.setProperty("socketTimeout", Integer.toString(LOGIN_SECONDS * 1_000));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("cachePrepStmts", "true");
        properties.setProperty("prepStmtCacheSqlLimit", "4096");
        properties.setProperty("useLocalSessionState", "true");
        properties.setProperty("useServerPrepStmts", "false");
        // The server's 50 s for a row lock would hold up a whole group.
        properties.setProperty("sessionVariables", "innodb_lock_wait_timeout=5");
        return properties;
    }

    /** Without what may be secret. */
    private static String scheme(String url) {
        int end = url.indexOf("//");
        return end < 0 ? "something else" : url.substring(0, end);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return DriverManager.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // The drivers log by java.util.logging.
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // Fixed, see getLoginTimeout.
    }

    @Override
    public int getLoginTimeout() {
        return LOGIN_SECONDS;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("dev.confab");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
