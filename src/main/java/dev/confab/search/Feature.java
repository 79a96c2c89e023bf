package dev.confab.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a message can be asked to have or to be. What comes with later features is added here, and in {@link
 * IndexedMessage#features}.
 */
enum Feature {
    LINK(Filter.HAS),
    CODE(Filter.HAS),
    MENTION(Filter.HAS),
    REACTION(Filter.HAS),
    PIN(Filter.HAS),
    FILE(Filter.HAS),
    IMAGE(Filter.HAS),
    VIDEO(Filter.HAS),
    AUDIO(Filter.HAS),
    PINNED(Filter.IS),
    THREAD(Filter.IS),
    EDITED(Filter.IS),
    /** Put aside by the one who asks: the only one that is not in the index. */
    SAVED(Filter.IS);

    private final Filter filter;

    Feature(Filter filter) {
        this.filter = filter;
    }

    boolean isPersonal() {
        return this == SAVED;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Feature> of(Filter filter, String word) {
        return Arrays.stream(values())
                .filter(feature -> feature.filter == filter && feature.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    static List<String> words(Filter filter) {
        return Arrays.stream(values())
                .filter(feature -> feature.filter == filter)
                .map(Feature::word)
                .toList();
    }
}
