package dev.confab.attachment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder: {@code ab/cd/abcd…}, so that none holds too many. Several nodes may share it. What it takes
 * must be on the same file system.
 */
final class DiskVault implements Vault {
    private final Path root;

    DiskVault(Path root) {
        this.root = root;
    }

    private Path place(String key) {
        return root.resolve(checked(key).substring(0, 2))
                .resolve(key.substring(2, 4))
                .resolve(key);
    }

    private static String checked(String key) {
        return Vault.checked(key);
    }

    @Override
    public void put(String key, Path file) throws IOException {
        Path place = place(key);
        Files.createDirectories(place.getParent());
        if (Files.exists(place)) {
            throw new FileAlreadyExistsException(key);
        }
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            written.force(true); // before the row says that it is there
        }
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public InputStream read(String key, long first, long length) throws IOException {
        FileChannel file = FileChannel.open(place(key), StandardOpenOption.READ);
        try {
            return new Bounded(Channels.newInputStream(file.position(first)), length);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void remove(String key) throws IOException {
        Files.deleteIfExists(place(key));
    }

    @Override
    public List<Kept> after(String key, int most) throws IOException {
        List<Kept> kept = new ArrayList<>();
        String last = key.isEmpty() ? "" : checked(key);
        for (Path outer : sorted(root)) {
            String name = outer.getFileName().toString();
            if (name.length() != 2 || isBefore(name, last)) { // what is incoming lies beside

                continue;
            }
            for (Path inner : sorted(outer)) {
                if (isBefore(name + inner.getFileName(), last)) {
                    continue;
                }
                for (Path file : sorted(inner)) {
                    note(file, last, kept);
                    if (kept.size() == most) {
                        return kept;
                    }
                }
            }
        }
        return kept;
    }

    private static boolean isBefore(String prefix, String key) {
        return key.length() >= prefix.length() && prefix.compareTo(key.substring(0, prefix.length())) < 0;
    }

    private static void note(Path file, String last, List<Kept> kept) throws IOException {
        String name = file.getFileName().toString();
        if (name.matches("[0-9a-f]{32}") && name.compareTo(last) > 0) {
            try {
                kept.add(new Kept(name, Files.getLastModifiedTime(file).toInstant()));
            } catch (NoSuchFileException e) {
                return; // somebody has removed it meanwhile
            }
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
