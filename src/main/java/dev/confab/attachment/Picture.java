package dev.confab.attachment;

import java.io.IOException;
import java.nio.file.Path;

/** What a picture turns out to be. */
sealed interface Picture {
    /** @param small the type of the small picture, or null where there is none */
    record Whole(Pictures.Size size, String small) implements Picture {}

    /** It begins as a picture and is none. */
    record Broken() implements Picture {}

    record TooBig() implements Picture {}

    /** Looks at its size before anything is decoded; what is served is {@code clean}. */
    static Picture of(String type, Path file, Path clean, Path small) {
        try {
            Pictures.Size size = Pictures.size(type, file);
            if (Pictures.isTooBig(size)) {
                return new TooBig();
            }
            Metadata.Facts facts = Metadata.strip(type, file, clean);
            boolean isDecodedAsAWhole = type.equals("image/webp") || facts.isProgressive();
            boolean hasSmall = !isDecodedAsAWhole || Pictures.fitsMemory(size);
            return new Whole(
                    Pictures.upright(size, facts.orientation()),
                    hasSmall ? Pictures.shrink(type, clean, size, facts.orientation(), small) : null);
        } catch (IOException | RuntimeException e) { // decoders answer what is broken with whatever they trip over
            return new Broken();
        }
    }
}
