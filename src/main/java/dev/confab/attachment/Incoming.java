package dev.confab.attachment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Files on their way in. It lies beside those of the disk's vault, so that what is whole is moved and not copied. */
final class Incoming {
    private static final String ENDING = ".part";

    private final Path folder;

    Incoming(Path folder) {
        this.folder = folder;
    }

    /** Empty. Whoever asks for one removes it. */
    Path file() throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, "", ENDING);
    }

    /** Removes what a crash has left: nobody has written on it since then. */
    void clean(Instant before) throws IOException {
        for (Path file : left()) {
            try {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            } catch (NoSuchFileException e) {
                continue; // its upload has ended meanwhile
            }
        }
    }

    private List<Path> left() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .toList();
        }
    }
}
