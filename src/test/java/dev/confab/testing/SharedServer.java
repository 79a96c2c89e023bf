package dev.confab.testing;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts one server for all tests of this JVM, when the first one asks for it, on the database of this run; and another one
 * without limits, when one asks for that.
 */
final class SharedServer implements ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == World.class || type == ConfabServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // JUnit closes what is AutoCloseable in a store, the last one first: worlds after their test, and after the
        // last test the servers, then the database, and then the logs are looked at, when nobody writes a line more.
        var isLimited = AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), InTheWorld.class, context.getEnclosingTestClasses())
                .map(InTheWorld::limited)
                .orElse(true);
        var store = context.getRoot().getStore(OURS);
        store.computeIfAbsent(Secrets.class, none -> (AutoCloseable) SharedServer::noSecretWasWritten);
        if (kind().equals("mariadb")) {
            store.computeIfAbsent(MariaDb.class, none -> MariaDb.ofThisJvm());
        }
        var server = store.computeIfAbsent("limited=" + isLimited, key -> start(isLimited), ConfabServer.class);
        if (parameter.getParameter().getType() == ConfabServer.class) {
            return server;
        }
        return context.getStore(OURS).computeIfAbsent(World.class, none -> World.on(server.baseUri()), World.class);
    }

    private static String kind() {
        return System.getProperty("confab.test.db", "h2");
    }

    private static ConfabServer start(boolean isLimited) {
        var setup = ConfabServer.named((isLimited ? "shared-" : "unlimited-") + kind())
                .database(Database.ofThisRun())
                // All tests come from one address: they must not throttle each other.
                .setting("confab.sign-in.failures-per-address", "1000000");
        if (!isLimited) {
            setup.withoutFloodLimits().setting("confab.limits.sockets-per-user", "100000");
        }
        return setup.start();
    }

    private static void noSecretWasWritten() throws IOException {
        var ours = ProcessHandle.current().pid() + "-";
        try (var logs = Files.list(Built.logs())) {
            var leaks = logs.filter(log -> log.getFileName().toString().startsWith(ours))
                    .flatMap(log -> Secrets.leaksIn(log).stream())
                    .toList();
            if (!leaks.isEmpty()) {
                throw new AssertionError("secrets in the logs of the servers: " + leaks);
            }
        }
    }
}
