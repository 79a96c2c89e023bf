package dev.confab.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The table {@code authorisation.txt}: who may do what. What its words mean is said at its top. */
final class Authorisation {

    private static final String FILE = "/authorisation.txt";

    /** Who asks. */
    enum Who {
        NOBODY,
        OUTSIDER,
        FORMER,
        MEMBER,
        AUTHOR,
        CH_ADMIN,
        CH_OWNER,
        ADMIN_IN,
        ADMIN,
        OWNER,
        DEACTIVATED;

        static final Set<Who> WITHIN = EnumSet.of(MEMBER, AUTHOR, CH_ADMIN, CH_OWNER, ADMIN_IN);

        @Override
        public String toString() {
            return word(name());
        }
    }

    /** Where something is tried. */
    enum Where {
        PUBLIC,
        PRIVATE,
        ARCHIVED,
        ARCHIVED_PRIVATE,
        DIRECT,
        GROUP,
        WORKSPACE;

        static final Set<Where> PLACES = EnumSet.complementOf(EnumSet.of(WORKSPACE));
        static final Set<Where> HIDDEN = EnumSet.complementOf(EnumSet.of(PUBLIC, ARCHIVED, WORKSPACE));

        boolean isPersonal() {
            return this == DIRECT || this == GROUP;
        }

        /** Nobody has left a place that cannot be left, or looks after one where all are alike. */
        boolean knows(Who who) {
            return !isPersonal() || who != Who.FORMER && who != Who.CH_ADMIN;
        }

        @Override
        public String toString() {
            return word(name());
        }
    }

    /** A call, a page or a frame: the first word tells which, {@code body} is null where there is none. */
    record Deed(String verb, String target, String body) {

        static Deed of(String line) {
            var words = line.split(" +", 3);
            return new Deed(words[0], words[1], words.length < 3 ? null : words[2].strip());
        }

        boolean isFrame() {
            return verb.equals("frame");
        }

        boolean isPage() {
            return verb.equals("page");
        }

        boolean isReading() {
            return isPage() || verb.equals("GET") || isFrame() && target.equals("resume");
        }

        /** As the code has it: without what is asked, and with nothing in the braces. */
        String plain() {
            return bare(verb + " " + target.replaceAll("\\?.*", ""));
        }

        static String bare(String call) {
            return call.replaceAll("\\{[^}]*}", "{}");
        }

        @Override
        public String toString() {
            return verb + " " + target + (body == null ? "" : " " + body);
        }
    }

    /** What becomes of a deed in one kind of place, for each person that is there. */
    record Rule(Deed deed, Where where, Map<Who, String> outcomes, int line) {

        boolean isRefused(Who who) {
            return outcomes.get(who).matches("[45]\\d\\d|blind");
        }

        @Override
        public String toString() {
            return "line " + line + ", " + deed + " in " + where;
        }
    }

    private Authorisation() {}

    static List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        List<Who> people = List.of();
        Deed deed = null;
        var places = new ArrayList<Where>();
        var number = 0;
        for (var line : lines()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var words = List.of(line.strip().split(" +"));
            if (line.startsWith("who ")) {
                people = words.stream().skip(1).map(Authorisation::who).toList();
            } else if (!line.startsWith(" ")) {
                deed = Deed.of(line);
            } else {
                var outcomes = new ArrayList<String>();
                for (var word : words) {
                    var place = where(word);
                    if (place == null) {
                        outcomes.add(word);
                    } else {
                        places.add(place);
                    }
                }
                if (outcomes.isEmpty()) {
                    continue; // they stand in the next line
                }
                if (outcomes.size() != people.size() || deed == null || places.isEmpty()) {
                    throw new IllegalArgumentException(FILE + ", line " + number + ": not an outcome for each person");
                }
                for (var place : places) {
                    rules.add(new Rule(deed, place, forThoseOf(place, people, outcomes), number));
                }
                places.clear();
            }
        }
        return rules;
    }

    private static Map<Who, String> forThoseOf(Where place, List<Who> people, List<String> outcomes) {
        var theirs = new EnumMap<Who, String>(Who.class);
        for (var i = 0; i < people.size(); i++) {
            if (place.knows(people.get(i))) {
                theirs.put(people.get(i), outcomes.get(i));
            }
        }
        return theirs;
    }

    private static Who who(String word) {
        return Arrays.stream(Who.values())
                .filter(who -> who.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(FILE + ": nobody is called " + word));
    }

    private static Where where(String word) {
        return Arrays.stream(Where.values())
                .filter(place -> place.toString().equals(word))
                .findFirst()
                .orElse(null);
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<String> lines() {
        try (InputStream file = Authorisation.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
