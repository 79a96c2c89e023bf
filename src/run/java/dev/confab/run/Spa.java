package dev.confab.run;

import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs an npm script of the single-page app, after installing its packages if the lock file has changed since they were
 * installed last. Maven starts this file as it is, with Maven's own Java, so it must stay alone and speak Java 11.
 */
public final class Spa {

    private Spa() {}

    /** Arguments: the app's folder, the script. */
    public static void main(String[] args) throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path app = Paths.get(args[0]);
        Path marker = app.resolve("node_modules/.installed-lock");
        String lock = sha256(app.resolve("package-lock.json"));
        if (!Files.exists(marker) || !Files.readString(marker).equals(lock)) {
            System.out.println("Confab: installing the app's packages, which takes a minute the first time");
            npm(app, "ci", "--no-progress", "--loglevel=error");
            Files.createDirectories(marker.getParent());
            Files.writeString(marker, lock);
        }
        System.out.println("Confab: npm run " + args[1]);
        npm(app, "run", "--silent", args[1]);
    }

    private static void npm(Path app, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.addAll(File.separatorChar == '\\' ? List.of("cmd", "/c", "npm") : List.of("npm"));
        command.addAll(List.of(arguments));
        int code = new ProcessBuilder(command)
                .directory(app.toFile())
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            System.err.println();
            System.err.println("Confab: `npm " + String.join(" ", arguments) + "` failed in " + app);
            System.exit(code);
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return String.format("%064x", new BigInteger(1, digest));
    }
}
