package dev.confab.testing;

import java.nio.file.Path;

/** What the build has made and the tests use. Each place can be named by a system property of the same name. */
final class Built {

    private Built() {}

    static Path war() {
        return place("confab.test.war", "target/confab.war");
    }

    static Path payara() {
        return place("confab.test.payara", "target/payara/payara7");
    }

    static Path bootCommands() {
        return place("confab.test.boot", "docker");
    }

    /** What servers and databases say, so that a green run is quiet. */
    static Path logs() {
        return place("confab.test.logs", "target/it-logs");
    }

    /** Domains and data of the servers of this JVM. */
    static Path servers() {
        return place("confab.test.servers", "target/it-servers");
    }

    private static Path place(String property, String standard) {
        return Path.of(System.getProperty(property, standard)).toAbsolutePath();
    }
}
