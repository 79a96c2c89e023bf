package dev.confab.bench;

import dev.confab.bench.Town.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Deliveries per second to many receivers, durable ones of Confab beside those of a broadcast server that stores nothing. */
final class DeliveryBench {
    private static final int MANY = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Plan plan;
    private final Table table;

    DeliveryBench(Plan plan, Table table) {
        this.plan = plan;
        this.table = table;
    }

    void run(Town town, ProcessHandle server, Path broadcastScript) throws IOException {
        try (var loop = new Loop();
                var yardstick = new BroadcastServer(broadcastScript)) {
            var loads = new LinkedHashMap<Integer, DeliveryLoad>();
            var yardsticks = new LinkedHashMap<Integer, DeliveryLoad>();
            for (int receivers : plan.receivers()) {
                open(town, server, yardstick, loop, receivers, loads, yardsticks);
            }
            warmUp(loads);
            warmUp(yardsticks);
            for (int round = 0; round < plan.rounds(); round++) {
                for (int receivers : plan.receivers()) {
                    for (int outstanding : plan.outstanding()) {
                        measure(row("Confab", receivers, outstanding), loads.get(receivers), outstanding);
                        measure(row("ws", receivers, outstanding), yardsticks.get(receivers), outstanding);
                    }
                }
            }
        }
        for (int receivers : plan.receivers()) {
            for (int outstanding : plan.outstanding()) {
                double wanted = outstanding >= MANY ? 4 : 1;
                table.bar(row("Confab", receivers, outstanding), row("ws", receivers, outstanding), wanted);
            }
        }
    }

    /**
     * Both servers compile what is hot, for some time: the first rounds would measure that. With one message outstanding
     * what is done once for each of them stays cold for minutes, so it is always warmed up with many.
     */
    private void warmUp(Map<Integer, DeliveryLoad> loads) {
        for (var load : loads.values()) {
            Stream.concat(Stream.of(MANY), plan.outstanding().stream())
                    .distinct()
                    .forEach(outstanding -> load.round(outstanding, Duration.ZERO, plan.firstWarmUp()));
        }
    }

    private void measure(String row, DeliveryLoad load, int outstanding) {
        table.add(row, load.round(outstanding, plan.warmUp(), plan.time()));
    }

    private static String row(String server, int receivers, int outstanding) {
        return "deliveries, " + receivers + " receivers, " + outstanding + " outstanding, " + server;
    }

    private void open(
            Town town,
            ProcessHandle server,
            BroadcastServer yardstick,
            Loop loop,
            int receivers,
            Map<Integer, DeliveryLoad> loads,
            Map<Integer, DeliveryLoad> yardsticks) {
        var author = town.signUp("author" + receivers);
        int accounts = (receivers + plan.socketsPerReceiver() - 1) / plan.socketsPerReceiver();
        var audience = town.people("reader" + receivers + "x", accounts);
        var channel = town.channel("hall " + receivers, author, audience);
        var sender = loop.open("author", town.door(author), 1).getFirst();
        var sockets = readers(town, loop, audience, receivers);
        var event = sample(loop, sender, channel, sockets);
        table.remark("an event of " + receivers + " receivers' deliveries has " + event.length()
                + " bytes, in both servers");
        loads.put(
                receivers,
                new DeliveryLoad(
                        loop, List.of(server), sender, PostingLoad.message(channel, plan.textLength(), 1), sockets));
        var door = yardstick.door("hall-" + receivers);
        var listeners = loop.open("ws receiver", door, receivers);
        yardsticks.put(
                receivers,
                new DeliveryLoad(
                        loop,
                        List.of(yardstick.handle()),
                        loop.open("ws sender", door, 1).getFirst(),
                        new Template("[" + event + "]", 1),
                        listeners));
    }

    private List<LoadSocket> readers(Town town, Loop loop, List<Person> audience, int receivers) {
        var sockets = new ArrayList<LoadSocket>(receivers);
        for (var reader : audience) {
            int count = Math.min(plan.socketsPerReceiver(), receivers - sockets.size());
            sockets.addAll(loop.open("receiver", town.door(reader), count));
        }
        return sockets;
    }

    /** Sends one message, waits until all have it, and gives its event back as a payload for the yardstick. */
    private String sample(Loop loop, LoadSocket sender, String channel, List<LoadSocket> sockets) {
        var mark = ("\"text\":\"" + Template.MARK).getBytes(StandardCharsets.US_ASCII);
        var heard = new ArrayList<String>();
        Ear ear = (in, from, to) -> {
            if (Walker.find(in, mark, from, to) >= 0) {
                heard.add(Walker.string(in, from, to));
            }
        };
        sockets.forEach(socket -> socket.listen(ear));
        var out = loop.out();
        PostingLoad.message(channel, plan.textLength(), 2).writeTo(out, 0);
        sender.send(out.flip());
        loop.until("the first message is there", PATIENCE, () -> heard.size() == sockets.size());
        return heard.getFirst().replaceFirst(Template.MARK + "0{10}", Template.MARK + Template.NUMBER);
    }
}
