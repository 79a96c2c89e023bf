package dev.confab.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * A file system of so many MiB in memory, on which there can be no room. It is gone when this is closed or this JVM ends.
 * Only root may mount it.
 */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4_096;
    private static final int LARGE = 1_024 * 1_024;

    private final Path folder;
    private final Alteration mount;

    private SmallDisk(Path folder, Alteration mount) {
        this.folder = folder;
        this.mount = mount;
    }

    public static SmallDisk create(int mebibytes) {
        try {
            var folder = Files.createTempDirectory("confab-disk-");
            return new SmallDisk(
                    folder,
                    Alteration.make(
                            "disk",
                            Map.of(),
                            "mount -t tmpfs -o size=\"$1\"m confab \"$0\"",
                            "umount -l \"$0\" && rmdir \"$0\"",
                            folder.toString(),
                            Integer.toString(mebibytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** There is no room any more until {@link #free}. */
    public void fill() {
        add(LARGE);
        add(BLOCK);
    }

    public void free() {
        try {
            Files.deleteIfExists(ballast());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(int bytes) {
        try (var file = Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (left() >= bytes) {
                file.write(new byte[bytes]);
            }
        } catch (IOException e) {
            // The others on it were faster.
        }
    }

    private long left() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() {
        mount.close();
    }
}
