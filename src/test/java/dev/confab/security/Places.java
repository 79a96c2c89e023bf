package dev.confab.security;

import dev.confab.security.Authorisation.Where;
import dev.confab.security.Authorisation.Who;
import dev.confab.testing.Person;
import dev.confab.testing.Wire;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The people of the table of who may do what, and the places that they are in or not. */
final class Places {

    /**
     * A place as one person finds it.
     *
     * @param message what somebody else has said there; the author's and the former member's own
     * @param word what only that message says
     */
    record Place(String channel, String name, String message, String word) {}

    private final Map<Who, Person> people = new EnumMap<>(Who.class);
    private final Map<Where, Map<Who, Place>> places = new EnumMap<>(Where.class);

    /** On a server that nobody has been on before: who comes first is its owner. */
    Places(java.net.URI server) {
        var owner = Person.signUp(server, "olga");
        people.put(Who.OWNER, owner);
        people.put(Who.OUTSIDER, Person.signUp(server, "oscar"));
        people.put(Who.FORMER, Person.signUp(server, "fred"));
        people.put(Who.MEMBER, Person.signUp(server, "bob"));
        people.put(Who.AUTHOR, Person.signUp(server, "amy"));
        people.put(Who.CH_ADMIN, Person.signUp(server, "cem"));
        people.put(Who.CH_OWNER, Person.signUp(server, "ann"));
        people.put(Who.ADMIN_IN, Person.signUp(server, "ada"));
        people.put(Who.ADMIN, Person.signUp(server, "adam"));
        people.put(Who.DEACTIVATED, Person.signUp(server, "dora"));
        for (var admin : List.of(Who.ADMIN, Who.ADMIN_IN)) {
            administer(person(admin), Wire.object("role", "admin"));
        }
        Where.PLACES.forEach(this::build);
        administer(person(Who.DEACTIVATED), Wire.object("deactivated", true));
    }

    private void administer(Person person, jakarta.json.JsonObject change) {
        person(Who.OWNER).call("PATCH", "/users/" + person.id(), change).expect(200);
    }

    /** Null for nobody. */
    Person person(Who who) {
        return people.get(who);
    }

    /** All who can sign in. */
    List<Person> living() {
        return people.entrySet().stream()
                .filter(one -> one.getKey() != Who.DEACTIVATED)
                .map(Map.Entry::getValue)
                .toList();
    }

    Place place(Where where, Who who) {
        return places.get(where).get(who);
    }

    /** A member of the place who is not the one who asks, and not its owner where there is anybody else. */
    Person other(Where where, Who who) {
        if (where == Where.DIRECT) {
            return person(who == Who.CH_OWNER ? Who.CH_ADMIN : Who.CH_OWNER);
        }
        return person(who == Who.MEMBER ? Who.AUTHOR : Who.MEMBER);
    }

    /** The place as it was in the beginning, or one like it. */
    void build(Where where) {
        places.put(
                where,
                switch (where) {
                    case PUBLIC, PRIVATE, ARCHIVED, ARCHIVED_PRIVATE -> named(where);
                    case GROUP -> group();
                    case DIRECT -> direct();
                    case WORKSPACE -> throw new IllegalArgumentException("the workspace is no place to build");
                });
    }

    private boolean isActive(Who who) {
        return places.size() < Where.PLACES.size() || who != Who.DEACTIVATED;
    }

    private Map<Who, Place> named(Where where) {
        var ann = person(Who.CH_OWNER);
        var fred = person(Who.FORMER);
        var name = "place " + letters();
        var isPublic = where == Where.PUBLIC || where == Where.ARCHIVED;
        var channel = ann.call("POST", "/channels", Wire.object("kind", isPublic ? "public" : "private", "name", name))
                .expect(201)
                .json()
                .getString("id");
        for (var who : List.of(Who.MEMBER, Who.AUTHOR, Who.CH_ADMIN, Who.ADMIN_IN, Who.DEACTIVATED, Who.FORMER)) {
            if (isActive(who)) {
                ann.add(channel, person(who));
            }
        }
        ann.call(
                        "PATCH",
                        "/channels/" + channel + "/members/"
                                + person(Who.CH_ADMIN).id(),
                        Wire.object("role", "admin"))
                .expect(204);
        var place = said(person(Who.AUTHOR), channel, name);
        var freds = new Place(channel, name, fred.post(channel, "so long").getString("id"), place.word);
        for (var who : Who.WITHIN) {
            keep(person(who), place);
        }
        keep(fred, place);
        ann.remove(channel, fred);
        if (where == Where.ARCHIVED || where == Where.ARCHIVED_PRIVATE) {
            ann.call("PATCH", "/channels/" + channel, Wire.object("archived", true))
                    .expect(200);
        }
        var theirs = everybodys(place);
        theirs.put(Who.FORMER, freds);
        return theirs;
    }

    private Map<Who, Place> group() {
        var company = List.of(Who.MEMBER, Who.AUTHOR, Who.ADMIN_IN, Who.DEACTIVATED);
        var known = places.get(Where.GROUP);
        var channel = known != null
                ? known.get(Who.MEMBER).channel
                : person(Who.CH_OWNER)
                        .call(
                                "POST",
                                "/channels",
                                Wire.object(
                                        "kind",
                                        "group",
                                        "members",
                                        company.stream()
                                                .map(who -> person(who).id())
                                                .toList()))
                        .expect(201)
                        .json()
                        .getString("id");
        var place = said(person(Who.AUTHOR), channel, letters());
        for (var who : List.of(Who.MEMBER, Who.AUTHOR, Who.ADMIN_IN, Who.CH_OWNER)) {
            keep(person(who), place);
        }
        return everybodys(place);
    }

    /** Everybody has one with ann, who has begun it, and ann has one with cem. */
    private Map<Who, Place> direct() {
        var ann = person(Who.CH_OWNER);
        var bob = direct(person(Who.MEMBER), ann);
        var theirs = everybodys(bob);
        theirs.put(Who.AUTHOR, direct(person(Who.AUTHOR), person(Who.AUTHOR)));
        theirs.put(Who.ADMIN_IN, direct(person(Who.ADMIN_IN), ann));
        theirs.put(Who.CH_OWNER, direct(person(Who.CH_ADMIN), person(Who.CH_ADMIN)));
        return theirs;
    }

    private Place direct(Person other, Person speaker) {
        var ann = person(Who.CH_OWNER);
        var place = said(speaker, ann.direct(other), letters());
        keep(ann, place);
        keep(other, place);
        return place;
    }

    private static Place said(Person author, String channel, String name) {
        var word = letters();
        var message = author.post(channel, word + " for @channel").getString("id");
        author.reply(channel, message, "and more");
        return new Place(channel, name, message, word);
    }

    /** So that it is in each of their lists, once they may see it. */
    private static void keep(Person person, Place place) {
        for (var what : List.of("/saved", "/thread/follow")) {
            person.call("PUT", "/messages/" + place.message + what, null).expect(204);
        }
    }

    private static Map<Who, Place> everybodys(Place place) {
        var theirs = new EnumMap<Who, Place>(Who.class);
        for (var who : Who.values()) {
            theirs.put(who, place);
        }
        return theirs;
    }

    /** One word, which nobody else says. */
    static String letters() {
        return UUID.randomUUID()
                .toString()
                .replace("-", "")
                .chars()
                .mapToObj(digit -> String.valueOf((char) ('a' + Character.digit(digit, 16))))
                .collect(Collectors.joining())
                .substring(0, 20);
    }
}
