package dev.confab.bench;

import dev.confab.bench.PostingLoad.Place;
import dev.confab.bench.Town.Person;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Acked durable posts per second, into one channel and into many, beside the raw inserts where there are some. */
final class PostingBench {
    private final Plan plan;
    private final String database;
    private final Table table;

    PostingBench(Plan plan, String database, Table table) {
        this.plan = plan;
        this.database = database;
        this.table = table;
    }

    void run(Town town, ProcessHandle server, Optional<RawInserts> yardstick) throws IOException, SQLException {
        var loads = new LinkedHashMap<Integer, PostingLoad>();
        var crowds = new LinkedHashMap<Integer, Crowd>();
        try (var loop = new Loop()) {
            for (int channels : plan.channels()) {
                var crowd = new Crowd(town, channels);
                crowds.put(channels, crowd);
                loads.put(channels, crowd.load(loop, server));
            }
            for (int round = 0; round < plan.rounds(); round++) {
                if (yardstick.isPresent()) {
                    table.add(yardstickRow(), yardstick.get().round(plan.warmUp(), plan.time()));
                }
                for (Map.Entry<Integer, PostingLoad> load : loads.entrySet()) {
                    table.add(row(load.getKey()), load.getValue().round(plan.warmUp(), plan.time()));
                    crowds.get(load.getKey()).checkHeads();
                }
            }
        }
        plan.channels().forEach(channels -> table.bar(row(channels), yardstickRow(), 0.4));
    }

    private String row(int channels) {
        return "posts, " + database + ", " + plan.senders() + " senders, " + channels
                + (channels == 1 ? " channel" : " channels");
    }

    private String yardstickRow() {
        return "rows of messages by raw JDBC batches, " + database;
    }

    /** The senders of one row: each with a socket of its own, in one of the channels. */
    private final class Crowd {
        private final Town town;
        private final List<Person> people;
        private final List<Place> places = new ArrayList<>();

        Crowd(Town town, int channels) {
            this.town = town;
            people = town.people("sender" + channels + "x", plan.senders());
            for (int i = 0; i < Math.min(channels, people.size()); i++) {
                var members = members(i, channels);
                var id = town.channel(
                        "square " + channels + " " + i, members.getFirst(), members.subList(1, members.size()));
                places.add(new Place(id, town.head(members.getFirst(), id)));
            }
        }

        private List<Person> members(int place, int channels) {
            return IntStream.range(0, people.size())
                    .filter(i -> i % channels == place)
                    .mapToObj(people::get)
                    .toList();
        }

        PostingLoad load(Loop loop, ProcessHandle server) {
            var load = new PostingLoad(loop, server, plan.pipeline());
            for (int i = 0; i < people.size(); i++) {
                var socket = loop.open(database + " sender " + i, town.door(people.get(i)), 1)
                        .getFirst();
                load.add(socket, places.get(i % places.size()), plan.textLength(), i);
            }
            return load;
        }

        /** What was acked, no less and no more, stands in the log. */
        void checkHeads() {
            for (int i = 0; i < places.size(); i++) {
                long head = town.head(people.get(i), places.get(i).id());
                if (head != places.get(i).head()) {
                    throw new Unexpected("a log stands at " + head + " after acks up to "
                            + places.get(i).head());
                }
            }
        }
    }
}
