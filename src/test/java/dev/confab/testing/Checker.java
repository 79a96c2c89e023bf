package dev.confab.testing;

import dev.confab.testing.History.Heard;
import dev.confab.testing.History.Outcome;
import dev.confab.testing.History.Reader;
import dev.confab.testing.History.Removed;
import dev.confab.testing.History.Resumed;
import dev.confab.testing.History.Send;
import dev.confab.testing.History.StartedAfter;
import dev.confab.testing.History.Step;
import dev.confab.testing.Operation.What;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Tells from a {@link History} whether the delivery contract held, after Jepsen's checkers for logs ({@code
 * jepsen.tests.kafka}) and for sets that grow ({@code set-full}): it knows only what senders were told and what readers were
 * shown. Linear in the history, but for sorting.
 */
public final class Checker {

    /** What can go wrong. */
    public enum Fault {
        /** A reader that read past an acked message was never shown it. */
        LOST,
        /** An acked message is still missing at a reader that was given the time to hear everything. */
        UNSEEN,
        /** One send stands under two seqs, or was acked under two. */
        DUPLICATE,
        /** A reader's seqs skip one. */
        GAP,
        /** A reader's seqs repeat or go back. */
        BACKWARDS,
        /** A resume left out something between the reader's cursor and the head that it was told, and said nothing. */
        TRUNCATED,
        /** A seq means different things to two readers, or to a reader and the ack. */
        DISAGREEMENT,
        /** Nobody has sent what was shown. */
        STRANGE,
        /** What was refused for good was shown all the same (aborted read). */
        REFUSED_BUT_SHOWN,
        /** It was sent after another one had been acked, and stands before it. */
        ORDER,
        /** A reader was shown what it may not see: another channel's, or something after its removal or its login. */
        LEAK
    }

    /** One thing that went wrong. */
    public record Finding(Fault fault, String what) {}

    /** In which the end of a login must have reached its sockets on every node. */
    private static final long REVOCATION_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final History history;
    private final boolean quiet;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Reader, List<Step>> readers;
    private final Map<String, Send> sendsByText;
    private final Map<String, List<Send>> ackedByChannel;
    private final Map<String, Map<Long, String>> texts = new HashMap<>();
    private final Map<String, Map<Long, String>> contents = new HashMap<>();
    private final Map<String, String> users = new HashMap<>();
    private final Map<Reader, NavigableSet<Long>> dismissals = new HashMap<>();

    private Checker(History history, boolean quiet) {
        this.history = history;
        this.quiet = quiet;
        this.readers = history.readers();
        var sends = history.sends();
        this.sendsByText = sends.stream().collect(Collectors.toMap(Send::text, send -> send));
        this.ackedByChannel = sends.stream()
                .filter(send -> send.outcome() == Outcome.ACKED)
                .collect(Collectors.groupingBy(Send::channel));
    }

    /** Judges a history whose readers have all been given the time to hear everything. */
    public static Verdict check(History history) {
        return new Checker(history, true).verdict();
    }

    /** Judges a history that was stopped in the middle: what a reader has not come to yet is not lost. */
    public static Verdict checkUnfinished(History history) {
        return new Checker(history, false).verdict();
    }

    private Verdict verdict() {
        history.contradictions()
                .forEach(ack -> found(Fault.DUPLICATE, "a repeat was acked as seq " + ack.seq() + ": " + ack));
        ackedByChannel.values().forEach(sends -> sends.forEach(this::acked));
        outsiders();
        readers.forEach((reader, steps) -> {
            var walk = new Walk(reader);
            steps.forEach(walk::step);
            walk.end();
        });
        readers.forEach(this::missing);
        duplicates();
        ackedByChannel.values().forEach(this::order);
        revocations();
        return new Verdict(List.copyOf(findings), Figures.of(history));
    }

    private void acked(Send send) {
        if (send.seq() == 0) {
            return;
        }
        var other = log(texts, send.channel()).putIfAbsent(send.seq(), send.text());
        if (other != null && !other.equals(send.text())) {
            found(Fault.DISAGREEMENT, "acked under the seq of \"" + other + "\": " + send);
        }
    }

    private void outsiders() {
        for (var operation : history.operations()) {
            if (operation.what() == What.BELONG) {
                users.put(operation.process(), operation.text());
            } else if (operation.what() == What.DISMISS) {
                dismissals
                        .computeIfAbsent(new Reader(operation.text(), operation.log()), none -> new TreeSet<>())
                        .add(operation.seq());
            }
        }
    }

    /** The first place after this one that the reader may not go beyond. */
    private long dismissalAfter(Reader reader, long seq) {
        var user = new Reader(users.get(reader.name()), reader.log());
        var next = dismissals.getOrDefault(user, new TreeSet<>()).higher(seq);
        return next == null ? Long.MAX_VALUE : next;
    }

    /** Follows one reader step by step. */
    private final class Walk {
        private static final long NOT_LET_IN = -1;

        private final Reader reader;
        private long last = NOT_LET_IN;
        private long end = Long.MAX_VALUE;
        private long promised;
        /** A hole after a resume, of which the server may still say that it is there. */
        private String untold;

        Walk(Reader reader) {
            this.reader = reader;
        }

        void step(Step step) {
            switch (step) {
                case StartedAfter start -> {
                    last = start.seq();
                    end = dismissalAfter(reader, last);
                    promised = 0;
                    untold = null;
                }
                case Resumed resumed -> {
                    tell();
                    promised = resumed.head();
                }
                case Removed removed -> {
                    tell();
                    end = Math.min(end, removed.seq());
                    promised = 0;
                }
                case Heard heard -> hear(heard);
            }
        }

        private void hear(Heard heard) {
            if (last == NOT_LET_IN) {
                found(Fault.LEAK, reader + " was not let in and heard " + heard);
            } else if (heard.seq() > end) {
                found(Fault.LEAK, reader + " was out after " + end + " and heard " + heard);
            } else if (heard.seq() <= last) {
                found(Fault.BACKWARDS, reader + " heard " + heard + " after " + last);
            } else if (heard.seq() > last + 1) {
                var hole = reader + " heard " + heard + " after " + last;
                if (last < promised) {
                    untold = hole;
                } else {
                    found(Fault.GAP, hole);
                }
            }
            last = Math.max(last, heard.seq());
            content(reader, heard);
        }

        private void tell() {
            if (untold != null) {
                found(Fault.TRUNCATED, untold);
                untold = null;
            }
        }

        void end() {
            tell();
            if (quiet && last < Math.min(promised, end)) {
                found(Fault.TRUNCATED, reader + " resumed towards " + promised + " and came to " + last);
            }
        }
    }

    private void content(Reader reader, Heard heard) {
        var text = heard.text();
        var known = text == null
                ? log(texts, reader.log()).get(heard.seq())
                : log(texts, reader.log()).putIfAbsent(heard.seq(), text);
        var content = heard.content();
        var other = content == null ? null : log(contents, reader.log()).putIfAbsent(heard.seq(), content);
        var isOtherText = known != null && content != null && !known.equals(text);
        var isOtherContent = other != null && !other.equals(content);
        if (isOtherText || isOtherContent) {
            found(Fault.DISAGREEMENT, reader + " heard " + heard + ", and it is \"" + known + "\", " + other);
        }
        if (text == null) {
            return;
        }
        var send = sendsByText.get(text);
        if (send == null) {
            found(Fault.STRANGE, reader + " heard " + heard + ", which nobody has sent");
        } else if (!send.channel().equals(reader.log())) {
            found(Fault.LEAK, reader + " heard " + heard + ", which was sent to another channel: " + send);
        } else if (send.outcome() == Outcome.REFUSED) {
            found(Fault.REFUSED_BUT_SHOWN, reader + " heard " + heard);
        }
    }

    /** Every acked message in the stretches that a reader followed must have been shown to it. */
    private void missing(Reader reader, List<Step> steps) {
        var seen = steps.stream()
                .filter(Heard.class::isInstance)
                .map(step -> ((Heard) step).seq())
                .collect(Collectors.toSet());
        var stretches = Stretch.of(steps, quiet, seq -> dismissalAfter(reader, seq));
        for (var send : ackedByChannel.getOrDefault(reader.log(), List.of())) {
            var seq = place(send);
            if (seq == 0) {
                continue; // shown to nobody; said once, by the duplicates' walk
            }
            if (!seen.contains(seq)) {
                stretches.stream()
                        .filter(stretch -> stretch.contains(seq))
                        .findFirst()
                        .ifPresent(stretch -> found(
                                seq < stretch.heard() ? Fault.LOST : Fault.UNSEEN,
                                reader + " was never shown " + send));
            }
        }
    }

    private final Map<String, Map<String, Long>> places = new HashMap<>();

    /** Where a send stands; of one whose answer named no place, as readers saw it. 0: nowhere. */
    private long place(Send send) {
        if (send.seq() > 0) {
            return send.seq();
        }
        return places.computeIfAbsent(send.channel(), channel -> {
                    var byText = new HashMap<String, Long>();
                    log(texts, channel).forEach((seq, text) -> byText.put(text, seq));
                    return byText;
                })
                .getOrDefault(send.text(), 0L);
    }

    private void duplicates() {
        texts.forEach((log, entries) -> {
            var seqs = new HashMap<String, Long>();
            entries.forEach((seq, text) -> {
                var other = seqs.putIfAbsent(text, seq);
                if (other != null && sendsByText.containsKey(text)) {
                    found(Fault.DUPLICATE, "\"" + text + "\" stands under " + other + " and " + seq + " of " + log);
                }
            });
        });
        if (quiet) {
            var logs = readers.keySet().stream().map(Reader::log).collect(Collectors.toSet());
            ackedByChannel.values().stream()
                    .flatMap(List::stream)
                    .filter(send -> logs.contains(send.channel()) && place(send) == 0)
                    .forEach(send -> found(Fault.UNSEEN, "nobody was shown " + send));
        }
    }

    /** Real time: what was sent after an ack has a higher seq than what was acked. */
    private void order(List<Send> acked) {
        var sends = acked.stream().filter(send -> send.seq() > 0).toList();
        var byAnswer = sends.stream()
                .sorted(Comparator.comparingLong(Send::answeredAt))
                .toList();
        var next = 0;
        long highest = 0;
        for (var send :
                sends.stream().sorted(Comparator.comparingLong(Send::invokedAt)).toList()) {
            while (next < byAnswer.size() && byAnswer.get(next).answeredAt() < send.invokedAt()) {
                highest = Math.max(highest, byAnswer.get(next++).seq());
            }
            if (send.seq() <= highest) {
                found(Fault.ORDER, "seq " + highest + " was acked before this was sent: " + send);
            }
        }
    }

    private void revocations() {
        var ends = new HashMap<String, Long>();
        for (var operation : history.operations()) {
            switch (operation.what()) {
                case REVOKE -> ends.put(operation.process(), operation.at() + REVOCATION_NANOS);
                case HEAR -> {
                    if (operation.at() > ends.getOrDefault(operation.process(), Long.MAX_VALUE)) {
                        found(Fault.LEAK, operation.process() + " is signed out and heard " + operation);
                    }
                }
                default -> {}
            }
        }
    }

    private static Map<Long, String> log(Map<String, Map<Long, String>> logs, String name) {
        return logs.computeIfAbsent(name, none -> new HashMap<>());
    }

    private void found(Fault fault, String what) {
        findings.add(new Finding(fault, what));
    }

    /** The faults that stand for an acked message which somebody has not been shown. */
    static final Set<Fault> LOSSES = Set.of(Fault.LOST, Fault.UNSEEN, Fault.TRUNCATED);
}
