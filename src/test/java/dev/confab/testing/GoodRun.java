package dev.confab.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A history as a server that keeps its promises makes it, different for each seed: sends that are acked, refused, repeated
 * or of unknown outcome, readers that lag, resume, are removed, come again and are signed out.
 */
final class GoodRun {
    private static final int EVENTS = 60;
    private static final int DISMISSAL = 30;
    private static final int RETURN = 45;
    private static final int SIGNING_OUT = 50;

    /** What stands under a seq. */
    private record Said(String text, String content) {}

    private final Random random;
    private final History history = new History();

    private GoodRun(long seed) {
        random = new Random(seed);
    }

    static History of(long seed) {
        var run = new GoodRun(seed);
        run.channel("garden");
        run.channel("kitchen");
        return run.history;
    }

    private void channel(String channel) {
        var ann = reader("ann", channel);
        var bob = reader("bob", channel);
        var eve = reader("eve", channel);
        var gus = reader("gus", channel);
        var said = new ArrayList<Said>();
        var bobs = 0;
        for (var seq = 1; seq <= EVENTS; seq++) {
            said.add(say(channel, seq));
            hear(ann, channel, said, seq);
            if (seq < DISMISSAL || seq > RETURN) {
                hear(eve, channel, said, seq);
            }
            switch (seq) {
                case DISMISSAL -> {
                    history.dismissed("eve of " + channel, channel, seq);
                    history.removed(eve, channel, seq - 1);
                }
                case RETURN -> history.startedAfter(eve, channel, seq);
                case SIGNING_OUT -> history.revoked(gus);
                default -> {}
            }
            if (seq <= SIGNING_OUT) {
                hear(gus, channel, said, seq);
            }
            while (random.nextInt(3) > 0 && bobs < seq) {
                hear(bob, channel, said, ++bobs);
            }
            if (random.nextInt(10) == 0) {
                history.resumed(bob, channel, seq);
            }
        }
        history.removed(gus, channel, SIGNING_OUT);
        while (bobs < EVENTS) {
            hear(bob, channel, said, ++bobs);
        }
    }

    private String reader(String name, String channel) {
        var reader = name + "'s phone in the " + channel;
        history.belongs(reader, name + " of " + channel);
        history.startedAfter(reader, channel, 0);
        return reader;
    }

    private Said say(String channel, long seq) {
        if (random.nextInt(8) == 0) {
            var no = "no " + channel + seq;
            history.sending(no, channel, no);
            history.refused(no);
        }
        if (random.nextInt(8) == 0) {
            var never = "never " + channel + seq;
            history.sending(never, channel, never);
            history.unknown(never);
        }
        if (seq < EVENTS && random.nextInt(10) == 0) {
            return new Said(null, "reaction.added " + seq);
        }
        var text = channel + " " + seq;
        history.sending(text, channel, text);
        // The last one is acked, for something to be missed.
        switch (seq == EVENTS ? 3 : random.nextInt(5)) {
            case 0 -> history.unknown(text);
            case 1 -> {
                history.unknown(text);
                history.sending(text, channel, text);
                history.acked(text, seq);
            }
            case 2 -> history.acked(text, 0); // an edit: nobody says where it stands
            default -> history.acked(text, seq);
        }
        return new Said(text, "message.posted " + text.hashCode());
    }

    private void hear(String reader, String channel, List<Said> all, int seq) {
        var said = all.get(seq - 1);
        var isStruckOut = said.text != null && random.nextInt(20) == 0;
        // Ann has seen everything before it was struck out.
        if (isStruckOut && !reader.startsWith("ann")) {
            history.heard(reader, channel, seq, null, null);
        } else {
            history.heard(reader, channel, seq, said.text, said.content);
        }
    }
}
