package dev.confab.dev.page;

import dev.confab.account.Account;
import dev.confab.dev.seed.Seed;
import java.util.List;
import java.util.Optional;

/** The page as HTML. */
final class Page {
    static final int MOST_MESSAGES = 100_000;
    static final int HIGHEST_RATE = 50_000;

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Confab for developers</title>
            <link rel="icon" href="/favicon.svg">
            <link rel="stylesheet" href="/dev/style.css">
            <h1>Confab for developers</h1>
            <p>This page is in no WAR but that of <code>mvn -Prun</code>, and answers this machine only.
            """;

    private static final String FLOOD_FORM = """
            <form method="post" action="/dev/flood">
            <label>Channel <select name="channel" required>%s</select></label>
            <label>Messages <input name="count" type="number" value="1000" min="1" max="%d" required></label>
            <label>A second, at most <input name="rate" type="number" value="200" min="1" max="%d" required></label>
            <button>Flood</button>
            </form>
            """;

    static final String STYLE = """
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
            body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
            ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .5rem; padding: 0; }
            li { list-style: none; }
            li button { width: 100%; text-align: start; }
            button, input, select { font: inherit; padding: .4rem .7rem; min-height: 2.75rem; box-sizing: border-box; }
            button { cursor: pointer; }
            small { display: block; opacity: .75; }
            label { display: block; margin-block: .5rem; }
            progress { width: 100%; }
            """;

    private Page() {}

    static String of(List<Account> people, List<Directory.Room> rooms, Optional<Flood> flood) {
        StringBuilder html = new StringBuilder(HEAD);
        html.append("<h2>Sign in as</h2>\n");
        if (people.isEmpty()) {
            html.append("<p>Nobody is here yet. Start with <code>-Dconfab.seed=true</code> and an empty database.\n");
        } else {
            html.append("<p>One click. The seeded people's password is <code>" + Seed.PASSWORD + "</code>.\n<ul>\n");
            people.forEach(person -> html.append(signIn(person)));
            html.append("</ul>\n");
        }
        html.append("<h2>Flood a channel</h2>\n");
        flood.ifPresent(latest -> html.append(progress(latest)));
        if (flood.isEmpty() || flood.get().isOver()) {
            StringBuilder options = new StringBuilder();
            rooms.forEach(
                    room -> options.append("<option value=\"" + escaped(room.id()) + "\">" + escaped(room.label())));
            html.append(FLOOD_FORM.formatted(options, MOST_MESSAGES, HIGHEST_RATE));
        }
        return html.append("</html>\n").toString();
    }

    private static String signIn(Account person) {
        String note = "@" + person.username() + ", " + person.role().word();
        return "<li><form method=\"post\" action=\"/dev/sign-in\"><button name=\"user\" value=\"" + escaped(person.id())
                + "\"" + (person.isDeactivated() ? " disabled" : "") + "><bdi>" + escaped(person.displayName())
                + "</bdi><small>" + escaped(note) + (person.isDeactivated() ? ", deactivated" : "")
                + "</small></button></form>\n";
    }

    private static String progress(Flood flood) {
        long ms = Math.max(1, flood.lasted().toMillis());
        String said = "%s: %,d of %,d posted, %,d refused, %.1f s, %,d a second"
                .formatted(
                        flood.where(),
                        flood.posted(),
                        flood.count(),
                        flood.refused(),
                        ms / 1_000.0,
                        flood.posted() * 1_000L / ms);
        return "<p><progress max=\"" + flood.count() + "\" value=\"" + (flood.posted() + flood.refused())
                + "\"></progress>\n<p role=\"status\">" + escaped(said) + (flood.isOver() ? ". Done.\n" : "\n")
                + (flood.isOver()
                        ? ""
                        : "<form method=\"post\" action=\"/dev/flood/stop\"><button>Stop</button></form>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
