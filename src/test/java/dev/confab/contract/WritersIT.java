package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.Checker;
import dev.confab.testing.History;
import dev.confab.testing.InTheWorld;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many who write at once: nobody waits for ever, nobody is refused, nothing is lost. */
@InTheWorld(limited = false)
class WritersIT {

    private static final int PEOPLE = 10;
    private static final int DEVICES = 5;
    private static final int EACH = 20;

    @Test
    void fifty_writers_in_one_channel_make_one_gapless_log(World world) {
        var history = new History();
        var crowd = new Crowd(world, history, PEOPLE);
        var square = crowd.channel("square");
        var talkers = crowd.connect(DEVICES).stream()
                .map(live -> new Talker(live, square, "writer " + crowd.lives().indexOf(live)))
                .toList();

        Crowd.together(talkers, talker -> talker.say(EACH));
        crowd.hearAll(square);

        finish("50 writers, 1 channel", history, talkers);
        hasNoGaps(crowd.people().getFirst(), square);
        assertThat(Archive.lines(crowd.people().getFirst(), square)).hasSize(PEOPLE * DEVICES * EACH);
    }

    @Test
    void fifty_writers_in_fifty_channels_do_not_stand_in_each_others_way(World world) {
        var history = new History();
        var crowd = new Crowd(world, history, PEOPLE);
        var people = crowd.people();
        // Each channel has its writer and one more to hear it.
        var channels = IntStream.range(0, PEOPLE * DEVICES)
                .mapToObj(i -> {
                    var channel = people.get(i / DEVICES).createChannel("square");
                    people.get((i / DEVICES + 1) % PEOPLE).join(channel);
                    return channel;
                })
                .toList();
        var lives = crowd.connect(DEVICES);
        var talkers = IntStream.range(0, lives.size())
                .mapToObj(i -> new Talker(lives.get(i), channels.get(i), "writer " + i))
                .toList();

        Crowd.together(talkers, talker -> talker.say(EACH));
        for (var i = 0; i < channels.size(); i++) {
            var head = people.get(i / DEVICES)
                    .channel(channels.get(i))
                    .getJsonNumber("head")
                    .longValue();
            for (var other = 0; other < lives.size(); other++) {
                var channel = channels.get(i);
                var distance = (other / DEVICES - i / DEVICES + PEOPLE) % PEOPLE;
                if (distance <= 1) {
                    lives.get(other).await("all of it", live -> live.cursor(channel) >= head);
                }
            }
        }

        finish("50 writers, 50 channels", history, talkers);
        for (var i = 0; i < channels.size(); i++) {
            hasNoGaps(people.get(i / DEVICES), channels.get(i));
        }
    }

    private static void hasNoGaps(Person reader, String channel) {
        var head = reader.channel(channel).getJsonNumber("head").longValue();
        assertThat(Archive.log(reader, channel, 0))
                .extracting(event -> Wire.number(event, "seq"))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, head).boxed().toList());
    }

    private static void finish(String name, History history, List<Talker> talkers) {
        var verdict = Checker.check(history);
        var refused = talkers.stream().mapToInt(Talker::repeats).sum();
        System.out.printf("%s: %s refused=%d%n", name, verdict, refused);
        verdict.mustBeGood();
        assertThat(refused).as("refusals").isZero();
        // Who is told to start afresh has missed something, and does not notice.
        assertThat(talkers)
                .allSatisfy(talker -> assertThat(talker.live().frames("reset")).isEmpty());
    }
}
