package dev.confab.dev.seed;

import dev.confab.channel.Channel;
import dev.confab.channel.ChannelChange;
import dev.confab.dev.talk.Dialogue;
import dev.confab.dev.talk.Repertoire;
import dev.confab.dev.talk.Script;
import dev.confab.dev.talk.Typo;
import dev.confab.dev.talk.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Thinks out a year that ends now: all deeds in the order of their times. The same seed, end and zone give the same
 * year.
 */
final class Year {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);
    private static final int PERCENT_EDITED = 3;
    private static final int PERCENT_TWICE = 1;
    private static final int PER_MILLE_REGRETTED = 4;

    /** Minutes before the end: whatever the hour is, the newest talk is new. */
    private static final List<Integer> LAST = List.of(150, 70, 16, 5);

    /** How long ago somebody has read last. Zero is "all": most people, most of the time. */
    private static final List<Duration> LAGS = List.of(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofMinutes(9),
            Duration.ofMinutes(40),
            Duration.ofHours(2),
            DAY,
            DAY.multipliedBy(4),
            DAY.multipliedBy(20));

    private final Random random;
    private final Instant end;
    private final LocalDate today;
    private final OfficeHours hours;
    private final Words words = Words.standard();
    private final Attendance attendance = new Attendance();
    private final List<Deed> deeds = new ArrayList<>();

    private Year(long seed, Instant end, ZoneId zone) {
        this.random = new Random(seed);
        this.end = end;
        this.today = LocalDate.ofInstant(end, zone);
        this.hours = new OfficeHours(zone);
    }

    static List<Deed> until(Instant end, ZoneId zone, long seed) {
        Year year = new Year(seed, end, zone);
        World.PEOPLE.forEach(year::life);
        year.turns();
        World.PLACES.forEach(year::membership);
        World.PLACES.forEach(year::talk);
        year.deeds.removeIf(deed -> deed.at().isAfter(end));
        year.deeds.sort(Comparator.comparing(Deed::at)); // stable: what was thought of first, was first
        return List.copyOf(year.deeds);
    }

    private Instant on(int daysAgo, int hour, int minute) {
        return hours.at(today.minusDays(daysAgo), hour, minute);
    }

    private void life(Person person) {
        int number = World.PEOPLE.indexOf(person);
        deeds.add(new Deed.Arrive(on(person.came(), 7, number), person));
        if (number == 1) {
            deeds.add(new Deed.Promote(on(person.came(), 7, 30), person));
        }
        if (person.left() > 0) {
            deeds.add(new Deed.Depart(on(person.left(), 5, 0), person));
        }
    }

    private void membership(Place place) {
        Instant opened = on(place.opened(), 7, 40);
        deeds.add(new Deed.Open(opened, place));
        for (String name : place.members()) {
            Person person = person(name);
            Instant joined = opened;
            if (!name.equals(place.creator()) && place.kind() != Channel.Kind.DIRECT) {
                joined = on(Math.min(person.came(), place.opened()), 7, 45);
                deeds.add(new Deed.Join(joined, place, name));
            }
            Instant last = lastRead(place, person);
            attendance.stay(place, name, joined.plusSeconds(60), last);
            // Every month once, so that a person's own log has a year too.
            for (Instant month = joined.plus(MONTH); month.isBefore(last); month = month.plus(MONTH)) {
                if (!attendance.isAway(place, name, month)) {
                    deeds.add(new Deed.Read(month, place, name));
                }
            }
            deeds.add(new Deed.Read(last, place, name));
        }
    }

    private Instant lastRead(Place place, Person person) {
        Instant latest = end;
        if (person.left() > 0) {
            latest = on(person.left(), 4, 0);
        }
        if (place.closed() > 0) {
            latest = on(place.closed(), 5, 30);
        }
        Instant last = latest.minus(lag(place, person));
        // Nobody has read last before the first hour.
        Instant first = on(Math.min(person.came(), place.opened()), 9, 0);
        return last.isBefore(first) ? first : last;
    }

    private Duration lag(Place place, Person person) {
        if (person.username().equals("ann")) {
            return lagOfOwner(place);
        }
        if (person.username().equals("jyoti")) {
            return DAY.multipliedBy(33); // on a long leave
        }
        // Of two people one may be late: if both were, neither would say anything.
        boolean isPunctual =
                place.kind() == Channel.Kind.DIRECT && person.username().equals(place.other());
        return isPunctual ? Duration.ZERO : LAGS.get(random.nextInt(LAGS.size()));
    }

    // She is who most look through the eyes of: a bit of everything.
    private static Duration lagOfOwner(Place place) {
        if (place == World.GENERAL) {
            return Duration.ofMinutes(30);
        }
        if (place == World.SOFTWARE) {
            return DAY.multipliedBy(9);
        }
        if (place == World.WORKSHOP) {
            return DAY.multipliedBy(2);
        }
        return place == World.ANN_AND_BOB ? Duration.ofMinutes(20) : Duration.ZERO;
    }

    /** What happened to the places themselves. All at night, when nobody talks. */
    private void turns() {
        rework(World.SOFTWARE, 301, new ChannelChange("software", null, null));
        rework(
                World.SOFTWARE,
                300,
                new ChannelChange(null, "The booking page and all that runs it. Red builds first", null));
        rework(
                World.GENERAL,
                180,
                new ChannelChange(null, "For everybody: news, mornings, lost spanners (nine so far)", null));
        rework(
                World.GARDEN,
                75,
                new ChannelChange(null, "🌻 Beds, kitchen, film nights. Please take courgettes", null));
        rework(World.FAIR, World.FAIR.closed(), new ChannelChange(null, null, true));
        Instant left = on(205, 5, 0);
        Instant back = on(160, 5, 0);
        deeds.add(new Deed.Leave(left, World.GARDEN, "goran"));
        deeds.add(new Deed.Join(back, World.GARDEN, "goran"));
        attendance.away(World.GARDEN, "goran", left, back);
    }

    private void rework(Place place, int daysAgo, ChannelChange change) {
        deeds.add(new Deed.Rework(on(daysAgo, 5, 45), place, change));
    }

    private void talk(Place place) {
        Repertoire repertoire = new Repertoire(Script.named(place.script()), random);
        for (LocalDate day = today.minusDays(place.opened()); day.isBefore(today.minusDays(place.closed() - 1L)); ) {
            for (Instant begin : hours.beginnings(day, place.dialogues(), random)) {
                converse(place, repertoire, begin);
            }
            day = day.plusDays(1);
        }
        if (place.closed() == 0) {
            for (int minutes : LAST) {
                // Small places are not that busy, but for the one where somebody waits for an answer.
                if (random.nextDouble() < place.dialogues() || place == World.ANN_AND_BOB) {
                    converse(place, repertoire, end.minus(Duration.ofMinutes(minutes)));
                }
            }
        }
    }

    private void converse(Place place, Repertoire repertoire, Instant begin) {
        List<String> present = attendance.presentIn(place, begin);
        repertoire.next(present).ifPresent(dialogue -> perform(place, dialogue, cast(dialogue, present), begin));
    }

    /** Who plays which letter. */
    private Map<String, String> cast(Dialogue dialogue, List<String> present) {
        List<String> free = new ArrayList<>(present);
        free.removeAll(dialogue.people());
        Collections.shuffle(free, random);
        Map<String, String> cast = new HashMap<>();
        dialogue.roles().forEach(role -> cast.put(role, free.removeLast()));
        return cast;
    }

    private void perform(Place place, Dialogue dialogue, Map<String, String> cast, Instant begin) {
        Map<String, String> names = new HashMap<>();
        cast.forEach((role, username) -> names.put(role, firstName(username)));
        UnaryOperator<String> filled = words.forOne(random, names);
        Instant at = begin;
        for (Dialogue.Line line : dialogue.lines()) {
            String author = cast.getOrDefault(line.speaker(), line.speaker());
            if (!attendance.isThere(place, author, at)) {
                return; // gone in the middle of it
            }
            String text = filled.apply(line.text());
            say(place, author, text, at);
            at = at.plus(OfficeHours.pause(text, random));
        }
    }

    private void say(Place place, String author, String text, Instant at) {
        Optional<String> typo = random.nextInt(100) < PERCENT_EDITED ? Typo.in(text, random) : Optional.empty();
        Deed.Say said = said(place, author, typo.orElse(text), at);
        if (typo.isPresent()) {
            afterwards(new Deed.Edit(later(at, 8, 180), said, text), said);
        } else if (random.nextInt(100) < PERCENT_TWICE) {
            Deed.Say again = said(place, author, text, later(at, 1, 3));
            afterwards(new Deed.Delete(later(at, 10, 120), again), again);
        } else if (random.nextInt(1_000) < PER_MILLE_REGRETTED) {
            afterwards(new Deed.Delete(later(at, 60, 3 * 3_600), said), said);
        }
    }

    /** Unless the author is gone by then. */
    private void afterwards(Deed change, Deed.Say said) {
        if (attendance.isThere(said.place(), said.author(), change.at())) {
            deeds.add(change);
        }
    }

    private Deed.Say said(Place place, String author, String text, Instant at) {
        String clientId =
                new UUID(random.nextLong() & ~0xf000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63).toString();
        Deed.Say said = new Deed.Say(at, place, author, clientId, text);
        deeds.add(said);
        return said;
    }

    private Instant later(Instant at, int from, int to) {
        return at.plusMillis(random.nextLong(from * 1_000L, to * 1_000L));
    }

    private static Person person(String username) {
        return World.PEOPLE.stream()
                .filter(person -> person.username().equals(username))
                .findFirst()
                .orElseThrow();
    }

    private static String firstName(String username) {
        return person(username).displayName().split(" ")[0];
    }
}
