package dev.confab.attachment;

import dev.confab.ops.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.tika.Tika;

/** What a file is, by its bytes. What it is called, and what its sender says that it is, do not count. */
final class Types {
    static final String UNKNOWN = "application/octet-stream";

    /** Tika's own names are for what it would look into further: an archive, or an office's document. */
    private static final String CONTAINER = "application/zip";

    private static final int LOOKED_AT = 64 * 1024;

    /** What browsers show without running anything that is in it. */
    private static final Set<String> SHOWN = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
            "audio/vorbis",
            "audio/opus",
            "audio/vnd.wave",
            "video/mp4",
            "video/webm",
            "video/ogg",
            "video/quicktime",
            "text/plain");

    private final Tika tika = new Tika();

    String of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String type = tika.detect(in.readNBytes(LOOKED_AT));
            return type.startsWith("application/x-tika-") ? CONTAINER : type.replaceFirst(";.*", "");
        }
    }

    static boolean isShown(String type) {
        return SHOWN.contains(type);
    }

    static boolean isTaken(String type, Settings.Files settings) {
        boolean isAllowed = settings.allowed().isEmpty() || isOneOf(type, settings.allowed());
        return isAllowed && !isOneOf(type, settings.blocked());
    }

    private static boolean isOneOf(String type, Set<String> patterns) {
        return patterns.contains(type) || patterns.contains(type.substring(0, type.indexOf('/')) + "/*");
    }
}
