package dev.confab.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Prepares what a container starts, see {@code docker/Dockerfile}: a domain beside Payara, the boot commands and the WAR,
 * and the arguments for Java. The settings come from the environment. Nothing of this is on a leash: a container has no
 * standard input.
 */
public final class Image {

    private static final int PORT = 8080;
    private static final int ADMIN_PORT = 4848;

    private Image() {}

    /** Argument: the folder that holds {@code payara}, {@code docker} and {@code confab.war}, where it will be in the image. */
    public static void main(String[] args) throws IOException {
        prepare(Path.of(args[0]), PORT, ADMIN_PORT);
    }

    /** The file of the arguments. */
    static Path prepare(Path folder, int port, int adminPort) throws IOException {
        return Payara.prepare(
                new Payara.Options(
                        folder.resolve("payara"),
                        folder.resolve("docker"),
                        folder.resolve("domain"),
                        folder.resolve("confab.war"),
                        folder.resolve("log"),
                        "0.0.0.0",
                        port,
                        adminPort,
                        Map.of(),
                        List.of()),
                false);
    }
}
