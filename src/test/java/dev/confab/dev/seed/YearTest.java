package dev.confab.dev.seed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.channel.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YearTest {
    private static final Instant END = Instant.parse("2026-03-11T14:05:06.789Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int LONGEST_TEXT = 8_000;
    private static final List<Deed> YEAR = Year.until(END, BERLIN, 1);

    @Test
    void the_same_end_gives_the_same_year() {
        assertThat(Year.until(END, BERLIN, 1).equals(YEAR)).isTrue();
        assertThat(Year.until(END, BERLIN, 2).equals(YEAR)).isFalse();
    }

    /** Working hours, a night, the day after a leap day, the hour that a clock change leaves out. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-11T14:05:06.789Z",
                "2026-03-29T01:30:00Z",
                "2028-03-01T00:00:00.001Z",
                "2026-10-25T00:30:00Z",
                "2027-01-01T23:59:59Z"
            })
    void everything_happens_in_a_possible_order(String end) {
        List<Deed> year = Year.until(Instant.parse(end), BERLIN, 3);

        Set<Object> there = new HashSet<>();
        Instant before = Instant.parse(end).minus(Duration.ofDays(366));
        for (Deed deed : year) {
            assertThat(deed.at()).isBetween(before, Instant.parse(end));
            before = deed.at();
            switch (deed) {
                case Deed.Arrive arrive -> there.add(arrive.person().username());
                case Deed.Promote promote ->
                    require(there, deed, promote.person().username());
                case Deed.Depart depart -> there.remove(depart.person().username());
                case Deed.Open open -> {
                    there.add(open.place());
                    require(there, deed, open.place().creator());
                    there.add(in(open.place(), open.place().creator()));
                    if (open.place().kind() == Channel.Kind.DIRECT) {
                        require(there, deed, open.place().other());
                        there.add(in(open.place(), open.place().other()));
                    }
                }
                case Deed.Join join -> {
                    require(there, deed, join.place(), join.member());
                    assertThat(there.add(in(join.place(), join.member()))).isTrue();
                }
                case Deed.Leave leave -> {
                    require(there, deed, in(leave.place(), leave.member()));
                    there.remove(in(leave.place(), leave.member()));
                }
                case Deed.Rework rework -> {
                    require(there, deed, in(rework.place(), rework.place().creator()));
                    if (rework.change().archived() != null) {
                        there.remove(rework.place());
                    }
                }
                case Deed.Say say -> {
                    require(there, deed, say.place(), say.author(), in(say.place(), say.author()));
                    assertThat(there.add(say.clientId())).isTrue();
                }
                case Deed.Edit edit -> {
                    Deed.Say said = edit.said();
                    require(there, deed, said.clientId(), said.place(), in(said.place(), said.author()));
                }
                case Deed.Delete delete -> {
                    Deed.Say said = delete.said();
                    require(there, deed, said.clientId(), said.place(), in(said.place(), said.author()));
                    there.remove(said.clientId());
                }
                case Deed.Read read -> require(there, deed, in(read.place(), read.reader()));
            }
        }
    }

    // Not AssertJ's contains, which looks at each of the ten thousand for each deed.
    private static void require(Set<Object> there, Deed deed, Object... needed) {
        assertThat(there.containsAll(Set.of(needed)))
                .as("%s needs %s", deed, List.of(needed))
                .isTrue();
    }

    private static String in(Place place, String member) {
        return World.PLACES.indexOf(place) + " " + member;
    }

    @Test
    void what_is_said_is_what_a_client_could_send() {
        assertThat(texts()).hasSizeBetween(6_000, 20_000);
        assertThat(texts().distinct())
                .allSatisfy(text -> assertThat(text)
                        .isEqualTo(text.strip())
                        .isNotEmpty()
                        .doesNotContainPattern("\\{[a-z]+\\d?}")
                        .matches(said -> said.codePointCount(0, said.length()) <= LONGEST_TEXT)
                        .matches(said -> said.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n')));
    }

    @Test
    void it_is_a_year_with_something_to_look_at() {
        List<Deed> year = YEAR;

        assertThat(year.stream().map(Object::getClass).collect(Collectors.toSet()))
                .contains(Deed.Edit.class, Deed.Delete.class, Deed.Leave.class, Deed.Rework.class);
        assertThat(year.getFirst().at()).isBefore(END.minus(Duration.ofDays(364)));
        Instant last = year.stream()
                .filter(Deed.Say.class::isInstance)
                .map(Deed::at)
                .max(Instant::compareTo)
                .orElseThrow();
        assertThat(last).isAfter(END.minus(Duration.ofMinutes(5)));
        assertThat(texts().anyMatch(text -> text.length() > 2_000)).isTrue();
        assertThat(texts().flatMapToInt(String::codePoints)
                        .mapToObj(Character.UnicodeScript::of)
                        .collect(Collectors.toSet()))
                .contains(
                        Character.UnicodeScript.ARABIC,
                        Character.UnicodeScript.HEBREW,
                        Character.UnicodeScript.HAN,
                        Character.UnicodeScript.HANGUL,
                        Character.UnicodeScript.DEVANAGARI,
                        Character.UnicodeScript.CYRILLIC);
    }

    private static Stream<String> texts() {
        return YEAR.stream().filter(Deed.Say.class::isInstance).map(deed -> ((Deed.Say) deed).text());
    }
}
