package dev.confab.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a delivery costs in processor time on three nodes that tell each other by Redis, beside one node alone, in one run. The
 * receivers are the same in number: a third of them on each of the three. Redis' own time counts as theirs.
 */
final class NodesBench {
    private static final double MOST_TIMES = 1.5;

    private final Plan plan;
    private final Table table;

    NodesBench(Plan plan, Table table) {
        this.plan = plan;
        this.table = table;
    }

    void run(ServerUnderLoad alone, List<ServerUnderLoad> three, ProcessHandle redis) throws IOException {
        var handles = Stream.concat(three.stream().map(ServerUnderLoad::handle), Stream.of(redis))
                .toList();
        try (var loop = new Loop();
                var town = new Town(alone.port());
                var city = new Town(three.getFirst().port())) {
            for (int receivers : plan.receivers()) {
                var one = load(loop, town, List.of(alone.port()), List.of(alone.handle()), receivers);
                var all = load(
                        loop, city, three.stream().map(ServerUnderLoad::port).toList(), handles, receivers);
                for (int outstanding : plan.outstanding()) {
                    // What is hot is compiled first, in all of them.
                    one.round(outstanding, Duration.ZERO, plan.firstWarmUp());
                    all.round(outstanding, Duration.ZERO, plan.firstWarmUp());
                    for (int round = 0; round < plan.rounds(); round++) {
                        table.add(row(1, receivers, outstanding), one.round(outstanding, plan.warmUp(), plan.time()));
                        table.add(row(3, receivers, outstanding), all.round(outstanding, plan.warmUp(), plan.time()));
                    }
                    table.costBar(row(3, receivers, outstanding), row(1, receivers, outstanding), MOST_TIMES);
                }
            }
        }
    }

    private static String row(int nodes, int receivers, int outstanding) {
        return "deliveries, " + receivers + " receivers, " + outstanding + " outstanding, nodes: " + nodes;
    }

    private DeliveryLoad load(Loop loop, Town town, List<Integer> ports, List<ProcessHandle> server, int receivers) {
        var author = town.signUp("author" + receivers);
        var audience = town.people(
                "reader" + receivers + "x", (receivers + plan.socketsPerReceiver() - 1) / plan.socketsPerReceiver());
        var channel = town.channel("hall " + receivers, author, audience);
        var sender = loop.open("author", Town.door(author, ports.getFirst()), 1).getFirst();
        var sockets = new ArrayList<LoadSocket>(receivers);
        for (int i = 0; i < receivers; i++) {
            var reader = audience.get(i / plan.socketsPerReceiver());
            sockets.addAll(loop.open("receiver", Town.door(reader, ports.get(i % ports.size())), 1));
        }
        return new DeliveryLoad(loop, server, sender, PostingLoad.message(channel, plan.textLength(), 1), sockets);
    }
}
