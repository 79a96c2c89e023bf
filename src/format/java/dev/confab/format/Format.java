package dev.confab.format;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Formats all Java sources, or says which ones are not formatted. Maven starts this file as it is, before any is compiled. */
final class Format {

    private static final JavaFormatterOptions.Style STYLE = JavaFormatterOptions.Style.PALANTIR;
    private static final Formatter FORMATTER = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(STYLE).build());

    private Format() {}

    /** Arguments: the folder of all sources, {@code check} or {@code fix}. */
    public static void main(String[] args) throws IOException {
        var unformatted = unformatted(Path.of(args[0]));
        if (unformatted.isEmpty()) {
            return;
        }
        if (args[1].equals("fix")) {
            for (var file : unformatted) {
                Files.writeString(file, formatted(file));
                System.out.println("Confab: formatted " + file);
            }
            return;
        }
        unformatted.forEach(file -> System.err.println("Confab: not formatted: " + file));
        System.err.println("Confab: `mvn -Pfix` formats them");
        System.exit(1);
    }

    private static List<Path> unformatted(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .parallel()
                    .filter(file -> !read(file).equals(formatted(file)))
                    .sorted()
                    .toList();
        }
    }

    private static String formatted(Path file) {
        try {
            var imports = ImportOrderer.reorderImports(read(file), STYLE);
            return FORMATTER.formatSource(RemoveUnusedImports.removeUnusedImports(imports));
        } catch (FormatterException e) {
            throw new IllegalStateException(file + " cannot be read as Java: " + e.getMessage(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
