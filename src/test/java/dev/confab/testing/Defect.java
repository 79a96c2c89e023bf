package dev.confab.testing;

import dev.confab.testing.Checker.Fault;
import dev.confab.testing.Operation.Type;
import dev.confab.testing.Operation.What;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Ways to break what a {@link GoodRun} has written down; for each the one name that the checker must give it. */
enum Defect {
    DROP_ONE(Fault.UNSEEN) {
        @Override
        void plant(List<Operation> all) {
            // The last one of all, at a reader that would have nothing to notice it by.
            all.remove(last(all, one -> isHeard(one, ANN, "garden") && isAcked(all, one) && one.seq() == END));
        }
    },
    SWAP_TWO(Fault.BACKWARDS) {
        @Override
        void plant(List<Operation> all) {
            Collections.swap(all, heard(all, ANN, 20), heard(all, ANN, 21));
        }
    },
    DUPLICATE_ONE(Fault.DUPLICATE) {
        @Override
        void plant(List<Operation> all) {
            var posted = all.get(last(all, one -> isHeard(one, ANN, "garden") && one.text() != null));
            var again = with(posted, posted.log(), END + 1, posted.text(), posted.content());
            all.add(again);
        }
    },
    WRONG_BODY(Fault.DISAGREEMENT) {
        @Override
        void plant(List<Operation> all) {
            var at = first(all, one -> isHeard(one, EVE, "garden") && one.content() != null);
            var heard = all.get(at);
            all.set(at, with(heard, heard.log(), heard.seq(), heard.text(), "another body"));
        }
    },
    ACK_OF_A_ROLLED_BACK_SEND(Fault.UNSEEN) {
        @Override
        void plant(List<Operation> all) {
            var at = System.nanoTime();
            all.add(new Operation(at, What.SEND, Type.INVOKE, "x", "garden", "x", 0, "rolled back", null));
            all.add(new Operation(at + 1, What.SEND, Type.OK, "x", null, "x", END + 1, null, null));
        }
    },
    READER_SKIPS_ONE(Fault.GAP) {
        @Override
        void plant(List<Operation> all) {
            all.remove(heard(all, ANN, 25));
        }
    },
    READER_GOES_BACK(Fault.BACKWARDS) {
        @Override
        void plant(List<Operation> all) {
            all.add(heard(all, ANN, 40) + 1, all.get(heard(all, ANN, 12)));
        }
    },
    CROSS_CHANNEL_LEAK(Fault.LEAK) {
        @Override
        void plant(List<Operation> all) {
            var heard = all.get(first(all, one -> isHeard(one, ANN, "kitchen")));
            all.add(new Operation(
                    heard.at(),
                    What.HEAR,
                    Type.OK,
                    "ann's phone in the garden",
                    "kitchen",
                    null,
                    heard.seq(),
                    heard.text(),
                    heard.content()));
        }
    },
    LATE_EVENT_AFTER_REVOKE(Fault.LEAK) {
        @Override
        void plant(List<Operation> all) {
            // In order and without a hole: only the time tells.
            var at = last(all, one -> isHeard(one, "gus", "garden"));
            var heard = all.get(at);
            all.set(
                    at,
                    new Operation(
                            heard.at() + TimeUnit.SECONDS.toNanos(10),
                            What.HEAR,
                            Type.OK,
                            heard.process(),
                            heard.log(),
                            null,
                            heard.seq(),
                            heard.text(),
                            heard.content()));
            var revoked = first(all, one -> one.what() == What.REVOKE);
            Collections.swap(all, Math.min(at, revoked), Math.max(at, revoked));
            all.sort((one, other) -> Long.compare(one.at(), other.at()));
        }
    },
    SILENTLY_TRUNCATED_RESUME(Fault.TRUNCATED) {
        @Override
        void plant(List<Operation> all) {
            var bob = "bob's phone in the garden";
            all.add(new Operation(System.nanoTime(), What.RESUME, Type.OK, bob, "garden", null, END + 3, null, null));
        }
    };

    static final int END = 60;
    private static final String ANN = "ann";
    private static final String EVE = "eve";

    private final Fault fault;

    Defect(Fault fault) {
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }

    abstract void plant(List<Operation> all);

    History in(History good) {
        var all = new ArrayList<>(good.operations());
        plant(all);
        return History.of(all);
    }

    private static boolean isHeard(Operation one, String name, String channel) {
        return one.what() == What.HEAR
                && one.process().startsWith(name)
                && one.process().endsWith(channel)
                && one.log().equals(channel);
    }

    private static boolean isAcked(List<Operation> all, Operation heard) {
        return all.stream()
                .anyMatch(one -> one.what() == What.SEND
                        && one.type() == Type.OK
                        && one.clientId().equals(heard.text()));
    }

    private static int heard(List<Operation> all, String name, long seq) {
        return first(all, one -> isHeard(one, name, "garden") && one.seq() == seq);
    }

    private static int first(List<Operation> all, Predicate<Operation> wanted) {
        return IntStream.range(0, all.size())
                .filter(i -> wanted.test(all.get(i)))
                .findFirst()
                .orElseThrow();
    }

    private static int last(List<Operation> all, Predicate<Operation> wanted) {
        return IntStream.range(0, all.size())
                .filter(i -> wanted.test(all.get(i)))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private static Operation with(Operation one, String log, long seq, String text, String content) {
        return new Operation(one.at(), one.what(), one.type(), one.process(), log, one.clientId(), seq, text, content);
    }
}
