package dev.confab.dev.talk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** The dialogues of one place: none is used again while there is another one that fits. */
public final class Repertoire {
    private final List<Dialogue> all;
    private final Random random;
    private final List<Dialogue> unused = new ArrayList<>();

    public Repertoire(List<Dialogue> all, Random random) {
        this.all = all;
        this.random = random;
    }

    /** One that these people can have; empty when there is none. */
    public Optional<Dialogue> next(Collection<String> present) {
        Optional<Dialogue> found = take(present);
        if (found.isPresent()) {
            return found;
        }
        unused.clear();
        unused.addAll(all);
        Collections.shuffle(unused, random);
        return take(present);
    }

    private Optional<Dialogue> take(Collection<String> present) {
        for (Iterator<Dialogue> left = unused.iterator(); left.hasNext(); ) {
            Dialogue dialogue = left.next();
            boolean isPossible = present.containsAll(dialogue.people())
                    && dialogue.roles().size() + dialogue.people().size() <= present.size();
            if (isPossible) {
                left.remove();
                return Optional.of(dialogue);
            }
        }
        return Optional.empty();
    }
}
