package dev.confab.testing;

import dev.confab.testing.History.Heard;
import dev.confab.testing.History.Outcome;
import dev.confab.testing.History.Reader;
import dev.confab.testing.History.Removed;
import dev.confab.testing.History.Send;
import dev.confab.testing.History.StartedAfter;
import dev.confab.testing.History.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells from a {@link History} whether the delivery contract held, after the model of Jepsen's checker for logs: it knows
 * only what senders were told and what readers were shown. Linear in the history, but for sorting.
 */
public final class Checker {

    /** What can go wrong. */
    public enum Fault {
        /** A reader that read past an acked message, or to the end, was never shown it. */
        LOST,
        /** One send stands under two seqs, or was acked under two. */
        DUPLICATE,
        /** A reader's seqs skip one. */
        GAP,
        /** A reader's seqs repeat or go back. */
        BACKWARDS,
        /** A seq means different things to two readers, or to a reader and the ack. */
        DISAGREEMENT,
        /** Nobody has sent what was shown, or not to this channel. */
        STRANGE,
        /** What was refused for good was shown all the same. */
        REFUSED_BUT_SHOWN,
        /** It was sent after another one had been acked, and stands before it. */
        ORDER,
        /** Something came after the reader's removal. */
        LEAK
    }

    /** One thing that went wrong. */
    public record Finding(Fault fault, String what) {}

    private final History history;
    private final boolean quiet;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Map<Long, String>> truth = new HashMap<>();
    private final Map<String, Send> sendsByText;

    private Checker(History history, boolean quiet) {
        this.history = history;
        this.quiet = quiet;
        this.sendsByText = history.sends().stream().collect(Collectors.toMap(Send::text, send -> send));
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
                .forEach(send -> found(Fault.DUPLICATE, "a repeat was acked as seq " + send.seq() + ": " + send));
        history.sends().stream().filter(send -> send.outcome() == Outcome.ACKED).forEach(this::acked);
        history.readers().forEach(this::walk);
        history.readers().forEach(this::lost);
        duplicates();
        order();
        return new Verdict(List.copyOf(findings), Figures.of(history));
    }

    private void acked(Send send) {
        var other = log(send.channel()).putIfAbsent(send.seq(), send.text());
        if (other != null && !other.equals(send.text())) {
            found(Fault.DISAGREEMENT, "acked under the seq of \"" + other + "\": " + send);
        }
    }

    /** Follows one reader step by step. */
    private void walk(Reader reader, List<Step> steps) {
        long last = -1;
        var removed = false;
        for (var step : steps) {
            switch (step) {
                case StartedAfter start -> {
                    last = start.seq();
                    removed = false;
                }
                case Removed ignored -> removed = true;
                case Heard heard -> {
                    if (removed) {
                        found(Fault.LEAK, reader + " was removed and heard " + heard);
                    } else if (last >= 0 && heard.seq() <= last) {
                        found(Fault.BACKWARDS, reader + " heard " + heard + " after " + last);
                    } else if (last < 0 || heard.seq() > last + 1) {
                        found(Fault.GAP, reader + " heard " + heard + " after " + last);
                    }
                    last = Math.max(last, heard.seq());
                    content(reader, heard);
                }
            }
        }
    }

    private void content(Reader reader, Heard heard) {
        var log = log(reader.log());
        var known = log.putIfAbsent(heard.seq(), String.valueOf(heard.text()));
        if (known != null && !known.equals(String.valueOf(heard.text()))) {
            found(Fault.DISAGREEMENT, reader + " heard " + heard + ", and it is \"" + known + "\"");
        }
        if (heard.text() == null) {
            return;
        }
        var send = sendsByText.get(heard.text());
        if (send == null || !send.channel().equals(reader.log())) {
            found(Fault.STRANGE, reader + " heard " + heard + ", and it was sent as " + send);
        } else if (send.outcome() == Outcome.REFUSED) {
            found(Fault.REFUSED_BUT_SHOWN, reader + " heard " + heard);
        }
    }

    /** Every acked message in the stretches that a reader followed must have been shown to it. */
    private void lost(Reader reader, List<Step> steps) {
        var seen = steps.stream()
                .filter(Heard.class::isInstance)
                .map(step -> ((Heard) step).seq())
                .collect(Collectors.toSet());
        var stretches = Stretch.of(steps, quiet);
        for (var send : history.sends()) {
            if (send.outcome() == Outcome.ACKED
                    && send.channel().equals(reader.log())
                    && !seen.contains(send.seq())
                    && stretches.stream().anyMatch(stretch -> stretch.contains(send.seq()))) {
                found(Fault.LOST, reader + " was never shown " + send);
            }
        }
    }

    private void duplicates() {
        truth.forEach((log, entries) -> {
            var seqs = new HashMap<String, Long>();
            entries.forEach((seq, text) -> {
                var other = seqs.putIfAbsent(text, seq);
                if (other != null && sendsByText.containsKey(text)) {
                    found(Fault.DUPLICATE, "\"" + text + "\" stands under " + other + " and " + seq + " of " + log);
                }
            });
        });
    }

    /** Real time: what was sent after an ack has a higher seq than what was acked. */
    private void order() {
        var channels = history.sends().stream()
                .filter(send -> send.outcome() == Outcome.ACKED)
                .collect(Collectors.groupingBy(Send::channel));
        channels.values().forEach(sends -> {
            var byAnswer = sends.stream()
                    .sorted(Comparator.comparingLong(Send::answeredAt))
                    .toList();
            var next = 0;
            long highest = 0;
            for (var send : sends.stream()
                    .sorted(Comparator.comparingLong(Send::invokedAt))
                    .toList()) {
                while (next < byAnswer.size() && byAnswer.get(next).answeredAt() < send.invokedAt()) {
                    highest = Math.max(highest, byAnswer.get(next++).seq());
                }
                if (send.seq() <= highest) {
                    found(Fault.ORDER, "seq " + highest + " was acked before this was sent: " + send);
                }
            }
        });
    }

    private Map<Long, String> log(String name) {
        return truth.computeIfAbsent(name, none -> new HashMap<>());
    }

    private void found(Fault fault, String what) {
        findings.add(new Finding(fault, what));
    }

    /** A part of a log that a reader followed: after {@code from}, up to {@code to}. */
    private record Stretch(long from, long to) {

        boolean contains(long seq) {
            return from < seq && seq <= to;
        }

        static List<Stretch> of(List<Step> steps, boolean quiet) {
            var stretches = new ArrayList<Stretch>();
            long from = -1;
            long to = -1;
            var open = false;
            for (var step : steps) {
                switch (step) {
                    case StartedAfter start -> {
                        if (open) {
                            stretches.add(new Stretch(from, to));
                        }
                        from = start.seq();
                        to = start.seq();
                        open = true;
                    }
                    case Removed removed -> {
                        if (open) {
                            stretches.add(new Stretch(from, removed.seq()));
                        }
                        open = false;
                    }
                    case Heard heard -> to = Math.max(to, heard.seq());
                }
            }
            if (open) {
                stretches.add(new Stretch(from, quiet ? Long.MAX_VALUE : to));
            }
            return stretches;
        }
    }
}
