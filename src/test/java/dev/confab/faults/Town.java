package dev.confab.faults;

import dev.confab.testing.Person;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The people and channels that all rows have in common. */
final class Town {
    /** How far it is from somebody's first channel to the second one. */
    private static final int APART = 7;

    private final Person host;
    private final List<Person> people;
    private final List<String> channels;
    private final List<Person> others;
    private final String apart;

    private Town(Person host, List<Person> people, List<String> channels, List<Person> others, String apart) {
        this.host = host;
        this.people = people;
        this.channels = channels;
        this.others = others;
        this.apart = apart;
    }

    static Town build(URI server, int people, int channels) {
        var host = Person.signUp(server, "host");
        var places = IntStream.range(0, channels)
                .mapToObj(i -> host.createChannel("place" + i))
                .toList();
        var inhabitants = new ArrayList<Person>();
        for (var i = 0; i < people; i++) {
            var person = Person.signUp(server, "person" + i);
            inhabitants.add(person);
            placesOf(places, i).forEach(person::join);
        }
        var apart = host.createChannel("control");
        var others = List.of(Person.signUp(server, "one"), Person.signUp(server, "other"));
        others.forEach(person -> person.join(apart));
        return new Town(host, inhabitants, places, others, apart);
    }

    private static List<String> placesOf(List<String> channels, int person) {
        return List.of(channels.get(person % channels.size()), channels.get((person + APART) % channels.size()))
                .stream()
                .distinct()
                .toList();
    }

    /** Owns all channels. */
    Person host() {
        return host;
    }

    List<Person> people() {
        return people;
    }

    List<String> placesOf(int person) {
        return placesOf(channels, person);
    }

    /** Two people for controls, in a channel of their own. */
    List<Person> others() {
        return others;
    }

    String apart() {
        return apart;
    }
}
