package dev.confab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.Live;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import dev.confab.testing.World;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A17: paging through the past, while the present goes on. */
@InTheWorld(limited = false)
class WalkIT {

    private static final int MESSAGES = 300;

    @Test
    void walking_back_and_forth_visits_every_message_once_while_others_write(World world) {
        var ann = world.signUp("ann");
        var garden = ann.createChannel("garden");
        var live = world.live(ann);
        new Talker(live, garden, "early").say(MESSAGES);
        // Deleted ones keep their places, events between them leave gaps: neither may end a walk early.
        var early = Archive.messages(ann, garden);
        for (var i = 0; i < MESSAGES; i += 3) {
            ann.delete(early.get(i).getString("id"));
        }
        var seqs = early.stream().map(message -> Wire.number(message, "seq")).toList();
        var before = seqs.getLast() + 1;
        var enough = new AtomicBoolean();

        var writers = Crowd.begin(List.of(world.live(ann), world.live(ann), live), (Live one) -> {
            for (var round = 0; !enough.get(); round++) {
                new Talker(one, garden, one + " in round " + round).say(20, 1, "");
            }
        });
        for (var limit : List.of(7, 50, 200)) {
            assertThat(back(ann, garden, before, limit)).isEqualTo(seqs);
            assertThat(back(ann, garden, Long.MAX_VALUE, limit))
                    .containsAll(seqs)
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(forth(ann, garden, before, limit)).isEqualTo(seqs);
            var log = log(ann, garden, before, limit);
            assertThat(log)
                    .isEqualTo(LongStream.rangeClosed(1, before - 1).boxed().toList());
        }
        enough.set(true);
        Crowd.end(writers);
    }

    private static List<Long> back(Person reader, String channel, long from, int limit) {
        var all = new ArrayList<Long>();
        var before = from;
        while (true) {
            var page =
                    page(reader, "/channels/" + channel + "/messages?limit=" + limit + "&before=" + before, "messages");
            if (page.isEmpty()) {
                return all;
            }
            assertThat(page.getLast()).as("the last one of a page before").isLessThan(before);
            all.addAll(0, page);
            before = page.getFirst();
        }
    }

    private static List<Long> forth(Person reader, String channel, long to, int limit) {
        return onwards(reader, "/channels/" + channel + "/messages", "messages", to, limit);
    }

    private static List<Long> log(Person reader, String channel, long to, int limit) {
        return onwards(reader, "/channels/" + channel + "/log", "events", to, limit);
    }

    private static List<Long> onwards(Person reader, String path, String what, long to, int limit) {
        var all = new ArrayList<Long>();
        long after = 0;
        while (true) {
            var page = page(reader, path + "?limit=" + limit + "&after=" + after, what);
            assertThat(page).as("there is more").isNotEmpty();
            assertThat(page.getFirst()).as("the first one of a page after").isGreaterThan(after);
            for (var seq : page) {
                if (seq >= to) {
                    return all;
                }
                all.add(seq);
                after = seq;
            }
        }
    }

    private static List<Long> page(Person reader, String path, String what) {
        return Wire.objects(reader.get(path).expect(200).json().getJsonArray(what)).stream()
                .map(one -> Wire.number(one, "seq"))
                .toList();
    }
}
