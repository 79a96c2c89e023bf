package dev.confab.testing;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The people of one test, on one server. Their sockets close with the test. */
public final class World implements AutoCloseable {

    private final URI server;
    private final List<Live> lives = new ArrayList<>();

    private World(URI server) {
        this.server = server;
    }

    public static World on(URI server) {
        return new World(server);
    }

    public URI server() {
        return server;
    }

    /** Somebody new. */
    public Person signUp(String name) {
        return Person.signUp(server, name);
    }

    /** Somebody's connection, which is closed with the world. */
    public Live live(Person person) {
        var live = person.live();
        lives.add(live);
        return live;
    }

    @Override
    public void close() {
        lives.forEach(Live::close);
    }
}
