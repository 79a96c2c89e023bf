package dev.confab.event;

import java.util.List;

/**
 * What somebody has chosen, for all devices alike.
 *
 * @param receipts whether others learn how far the user has read, and the user how far they have
 * @param enterSends whether Enter sends; otherwise it begins a line, and Ctrl or Cmd with it sends
 * @param density {@code comfortable} or {@code compact}
 * @param announcements what a screen reader is told of new messages: {@code all}, {@code mentions} or {@code off}
 * @param collapsed the sections of the sidebar that are folded up
 */
public record PreferenceFacts(
        boolean receipts, boolean enterSends, String density, String announcements, List<String> collapsed)
        implements Json.Writable {

    /** Of somebody who has chosen nothing. */
    public static final PreferenceFacts STANDARD = new PreferenceFacts(true, true, "comfortable", "all", List.of());

    public PreferenceFacts {
        collapsed = List.copyOf(collapsed);
    }

    @Override
    public void writeTo(Json json) {
        json.put("receipts", receipts)
                .put("enterSends", enterSends)
                .put("density", density)
                .put("announcements", announcements)
                .strings("collapsed", collapsed);
    }
}
