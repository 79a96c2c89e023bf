package dev.confab.testing;

import dev.confab.testing.Checker.Fault;
import dev.confab.testing.Checker.Finding;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the {@link Checker} says of a run. */
public record Verdict(List<Finding> findings, Figures figures) {

    public boolean isGood() {
        return findings.isEmpty();
    }

    public Set<Fault> faults() {
        return findings.stream().map(Finding::fault).collect(Collectors.toSet());
    }

    public long count(Fault fault) {
        return findings.stream().filter(finding -> finding.fault() == fault).count();
    }

    /** How often an acked message was missing where it should have been shown. */
    public long lost() {
        return Checker.LOSSES.stream().mapToLong(this::count).sum();
    }

    /** How often the seqs of a reader, or of two sends, were not in order. */
    public long disordered() {
        return count(Fault.GAP) + count(Fault.BACKWARDS) + count(Fault.ORDER);
    }

    /** Fails with the first findings if there are any. */
    public void mustBeGood() {
        if (!isGood()) {
            throw new AssertionError(this
                    + findings.stream()
                            .limit(10)
                            .map(finding -> System.lineSeparator() + "  " + finding)
                            .collect(Collectors.joining()));
        }
    }

    /** The line that a fault test prints. */
    @Override
    public String toString() {
        return figures + " lost=" + lost() + " duplicates=" + count(Fault.DUPLICATE) + " gaps="
                + (count(Fault.GAP) + count(Fault.BACKWARDS)) + " order=" + count(Fault.ORDER) + " leaks="
                + count(Fault.LEAK) + " other="
                + (count(Fault.DISAGREEMENT) + count(Fault.STRANGE) + count(Fault.REFUSED_BUT_SHOWN));
    }
}
