package dev.confab.log;

import dev.confab.event.Entry;
import java.util.List;

/**
 * A gapless run of a log, directly after the place that was asked for.
 *
 * @param entries in seq order; empty at the head of the log
 * @param isCut what directly follows the place is not kept any more: load the state afresh and go on from the head
 */
public record Slice(List<Entry> entries, boolean isCut) {
    static final Slice CUT = new Slice(List.of(), true);
}
