package dev.confab.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The folder where a server keeps its embedded database and its uploads. */
final class DataFolder {

    private final Path path;

    /** Held as long as this object is: the lock of a channel that nobody refers to is let go of. */
    private final Optional<FileChannel> lock;

    private DataFolder(Path path, Optional<FileChannel> lock) {
        this.path = path;
        this.lock = lock;
    }

    /** A folder that several servers use, since their database is elsewhere. */
    static DataFolder shared(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new DataFolder(folder, Optional.empty());
    }

    /** A folder for one server alone; empty when another one has it. */
    static Optional<DataFolder> take(Path folder) throws IOException {
        Files.createDirectories(folder);
        var channel = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // The operating system lets go of it however this JVM ends.
        if (channel.tryLock() != null) {
            return Optional.of(new DataFolder(folder, Optional.of(channel)));
        }
        channel.close();
        return Optional.empty();
    }

    Path path() {
        return path;
    }

    void release() throws IOException {
        if (lock.isPresent()) {
            lock.get().close();
        }
    }
}
