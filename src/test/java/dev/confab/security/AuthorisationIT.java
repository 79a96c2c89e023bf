package dev.confab.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.security.Authorisation.Deed;
import dev.confab.security.Authorisation.Rule;
import dev.confab.security.Authorisation.Where;
import dev.confab.security.Authorisation.Who;
import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.Person;
import dev.confab.testing.RawSocket;
import dev.confab.testing.Reply;
import dev.confab.testing.Waiting;
import dev.confab.testing.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** S12: what {@code authorisation.txt} says of who may do what is what a running server does, in each of its cells. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuthorisationIT {

    private static final Pattern BRACES = Pattern.compile("\\{([a-z-]+)}");
    private static final int LIMIT_MS = 20_000;

    /** What leaves the place or its people other than they were. */
    private static final Pattern LASTING =
            Pattern.compile("(PUT|PATCH|DELETE) /channels/\\{channel}(/members/.*)?|DELETE /messages/\\{message}");

    private final List<Rule> rules = Authorisation.rules();
    private ConfabServer server;
    private Places places;
    private Person newcomer;

    /** What one person gets, and what somebody would get who asks the same about a place that was never there. */
    private record Outcome(String word, String body) {}

    @BeforeAll
    void start() {
        server = ConfabServer.named("authorisation")
                .database(Database.ofThisRun())
                .withoutFloodLimits()
                .setting("confab.sign-in.failures-per-address", "1000000")
                .start();
        places = new Places(server.baseUri());
        newcomer = Person.signUp(server.baseUri(), "nina");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Order(1)
    @ParameterizedTest
    @EnumSource
    void what_is_refused_is_refused_as_the_table_says_and_changes_nothing(Where where) {
        var before = heads();
        var deviations = new ArrayList<String>();
        for (var rule : in(where)) {
            for (var who : rule.outcomes().keySet()) {
                if (rule.isRefused(who)) {
                    refuse(rule, who, deviations);
                }
            }
        }
        assertThat(deviations).as("other than the table says").isEmpty();
        assertThat(heads()).as("events were written: " + events(where, before)).isEqualTo(before);
    }

    private void refuse(Rule rule, Who who, List<String> deviations) {
        var outcome = attempt(rule, who, false);
        if (!outcome.word.equals(rule.outcomes().get(who))) {
            deviations.add(rule + ": " + who + " got " + outcome.word + ", not "
                    + rule.outcomes().get(who) + " (" + outcome.body + ")");
        } else if (outcome.word.equals("404") && Where.PLACES.contains(rule.where())) {
            var nothing = attempt(rule, who, true);
            if (!nothing.equals(outcome)) {
                deviations.add(rule + ": " + who + " can tell it from nothing: " + outcome + " and " + nothing);
            }
        }
    }

    @Order(2)
    @ParameterizedTest
    @EnumSource
    void what_may_be_read_can_be_read(Where where) {
        assertThat(deviations(where, true)).as("other than the table says").isEmpty();
    }

    @Order(3)
    @ParameterizedTest
    @EnumSource
    void what_may_be_done_is_done(Where where) {
        assertThat(deviations(where, false)).as("other than the table says").isEmpty();
    }

    private List<String> deviations(Where where, boolean isReading) {
        var deviations = new ArrayList<String>();
        for (var rule : in(where)) {
            if (rule.deed().isReading() != isReading) {
                continue;
            }
            if (where == Where.WORKSPACE && rule.deed().toString().contains("{newcomer}")) {
                newcomer = Person.signUp(server.baseUri(), "nina");
            }
            for (var who : rule.outcomes().keySet()) {
                var wanted = rule.outcomes().get(who);
                if (!rule.isRefused(who)) {
                    var outcome = attempt(rule, who, false);
                    if (!outcome.word.equals(wanted)) {
                        deviations.add(rule + ": " + who + " got " + outcome.word + ", not " + wanted + " ("
                                + outcome.body + ")");
                    }
                    if (isLasting(rule)) {
                        places.build(where);
                    }
                }
            }
        }
        return deviations;
    }

    private static boolean isLasting(Rule rule) {
        return Where.PLACES.contains(rule.where())
                && LASTING.matcher(rule.deed().verb() + " " + rule.deed().target())
                        .matches();
    }

    private List<Rule> in(Where where) {
        return rules.stream().filter(rule -> rule.where() == where).toList();
    }

    /** The same about a channel and a message that are not there, if {@code ofNothing}. */
    private Outcome attempt(Rule rule, Who who, boolean ofNothing) {
        var place =
                rule.where() == Where.WORKSPACE ? new Places.Place("", "", "", "") : places.place(rule.where(), who);
        var asked = ofNothing ? new Places.Place(Calls.NOBODYS, place.name(), Calls.NOBODYS, place.word()) : place;
        var outcome = rule.deed().isFrame() ? onSocket(rule, who, asked) : byRest(rule, who, asked);
        var isInIt = List.of(place.channel(), place.message(), place.name(), place.word()).stream()
                .anyMatch(part -> !part.isEmpty() && outcome.body.contains(part));
        return switch (rule.outcomes().get(who)) {
            case "sees", "blind" -> outcome.word.equals("200") ? new Outcome(isInIt ? "sees" : "blind", "") : outcome;
            default ->
                isInIt && rule.isRefused(who)
                        ? new Outcome(outcome.word + " telling of the place", outcome.body)
                        : outcome;
        };
    }

    private Outcome byRest(Rule rule, Who who, Places.Place place) {
        var deed = rule.deed();
        var person = endsSession(deed) && who != Who.NOBODY && who != Who.DEACTIVATED
                ? places.person(who).signIn()
                : places.person(who);
        var path = filled(rule, deed.target(), who, place, true);
        if (path.startsWith("/search")) {
            awaitSearch(path, who, place);
        }
        var body = deed.body() == null ? null : Wire.parseObject(filled(rule, deed.body(), who, place, false));
        Map<String, String> credentials = person == null ? Map.of() : person.credentials();
        Reply reply = deed.isPage()
                ? RawHttp.send(server.baseUri(), "GET", path, credentials, new byte[0])
                : Person.call(server.baseUri(), credentials, deed.verb(), path, body);
        return new Outcome(Integer.toString(reply.status()), reply.body());
    }

    /** Signing in and up ends the session that the browser had, and signing out too: to be done on another device. */
    private static boolean endsSession(Deed deed) {
        return deed.plain().matches("POST /accounts|(POST|DELETE) /session");
    }

    // What somebody has who may find it, the others might have found too.
    private void awaitSearch(String path, Who who, Places.Place place) {
        var keeper = places.person(Who.CH_OWNER);
        var word = place.word();
        Waiting.until(
                "the index has " + word + " for " + who + " to look for",
                () -> keeper.get("/search?query=" + word).body().contains(place.channel()));
    }

    private String filled(Rule rule, String template, Who who, Places.Place place, boolean isEncoded) {
        return BRACES.matcher(template).replaceAll(match -> {
            var value = value(rule, match.group(1), who, place);
            return Matcher.quoteReplacement(isEncoded ? Person.encoded(value).replace("+", "%20") : value);
        });
    }

    private String value(Rule rule, String name, Who who, Places.Place place) {
        return switch (name) {
            case "channel" -> place.channel();
            case "message" -> place.message();
            case "name" -> place.name();
            case "word" -> place.word();
            case "emoji" -> "👍";
            case "me" -> places.person(who == Who.NOBODY ? Who.MEMBER : who).id();
            case "other" -> places.other(rule.where(), who).id();
            case "keeper" -> places.person(Who.CH_OWNER).id();
            case "newcomer" -> newcomer.id();
            case "another" -> another(who).id();
            case "boss" -> places.person(Who.OWNER).id();
            case "uuid" -> UUID.randomUUID().toString();
            case "fresh" -> "f" + Places.letters();
            case "password" -> newcomer.password();
            case "my-username" ->
                who == Who.NOBODY ? "nobody" : places.person(who).username();
            case "my-session" -> mine(who, "session");
            case "my-token" -> mine(who, "token");
            case "anothers-session" -> session(another(who));
            case "anothers-token" -> token(another(who));
            case "node" ->
                places.person(Who.OWNER)
                        .get("/admin/nodes")
                        .expect(200)
                        .json()
                        .getJsonArray("nodes")
                        .getJsonObject(0)
                        .getString("id");
            case "my-file" -> mine(who, "file");
            case "anothers-file" -> file(another(who));
            default -> throw new IllegalArgumentException("the table speaks of {" + name + "}, which nobody knows");
        };
    }

    /** For each a different one, so that no two of them make one company. */
    private Person another(Who who) {
        var people = places.living();
        return people.get((people.indexOf(places.person(who)) + 1) % people.size());
    }

    private String mine(Who who, String what) {
        if (who == Who.NOBODY || who == Who.DEACTIVATED) {
            return Calls.NOBODYS;
        }
        var person = places.person(who);
        return switch (what) {
            case "token" -> token(person);
            case "file" -> file(person);
            default -> session(person);
        };
    }

    private static String session(Person person) {
        return Wire.objects(person.signIn().get("/sessions").expect(200).json().getJsonArray("sessions")).stream()
                .filter(session -> session.getBoolean("current"))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    private static String file(Person person) {
        return person.upload("rose.txt", new byte[] {'r', 'o', 's', 'e'}).getString("id");
    }

    private static String token(Person person) {
        return person.call("POST", "/tokens", Wire.object("name", "a program"))
                .expect(201)
                .json()
                .getString("id");
    }

    private Outcome onSocket(Rule rule, Who who, Places.Place place) {
        var deed = rule.deed();
        try (var socket = shakeHands(places.person(who))) {
            if (socket.status() != 101) {
                return new Outcome(Integer.toString(socket.status()), socket.body());
            }
            if (deed.target().equals("resume")) {
                socket.sendText(Wire.object("type", "resume", "cursors", Map.of(place.channel(), 1))
                        .toString());
                return new Outcome("200", afterResume(socket, place.channel()));
            }
            socket.sendText("{\"type\":\"resume\"}");
            socket.next("ready");
            var frame = deed.body() == null
                    ? Wire.object()
                    : Wire.parseObject(filled(rule, deed.body(), who, place, false));
            var whole = new TreeMap<String, Object>(frame);
            whole.put("type", deed.target());
            whole.put("ref", "asked");
            socket.sendText(Wire.object(whole.entrySet().stream()
                            .flatMap(one -> Stream.of(one.getKey(), one.getValue()))
                            .toArray())
                    .toString());
            return answer(socket, deed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is answered; what goes without an answer is done when the next thing is answered. */
    private static Outcome answer(RawSocket socket, Deed deed) throws IOException {
        if (!deed.target().equals("send")) {
            socket.sendText("{\"type\":\"ping\",\"ref\":\"after it\"}");
        }
        while (true) {
            var frame = socket.next();
            switch (frame.getString("type")) {
                case "refused" -> {
                    var problem = frame.getJsonObject("problem");
                    return new Outcome(problem.get("status").toString(), problem.toString());
                }
                case "ack", "pong" -> {
                    return new Outcome("ok", "");
                }
                default -> {
                    // Somebody else's.
                }
            }
        }
    }

    private static String afterResume(RawSocket socket, String channel) throws IOException {
        var ready = socket.next("ready");
        var heard = new StringBuilder(ready.toString());
        if (!ready.getJsonObject("heads").containsKey(channel)) {
            // Whatever would come has come before the second answer.
            for (var ping = 0; ping < 2; ping++) {
                socket.sendText("{\"type\":\"ping\"}");
                for (var frame = socket.next(); !frame.getString("type").equals("pong"); frame = socket.next()) {
                    heard.append(frame);
                }
            }
            return heard.toString();
        }
        for (var frame = socket.next(); !frame.getString("log", "").equals(channel); frame = socket.next()) {
            heard.append(frame);
        }
        return channel;
    }

    private RawSocket shakeHands(Person person) throws IOException {
        var headers = RawSocket.handshake(server.baseUri());
        headers.putAll(person == null ? Map.of("Origin", Person.origin(server.baseUri())) : person.credentials());
        var socket = RawSocket.connect(server.baseUri(), "/ws/v1", headers);
        socket.readLimit(LIMIT_MS);
        return socket;
    }

    /** The heads of all logs that any of the people follow: nothing lasting happens that does not move one of them. */
    private Map<String, Long> heads() {
        var heads = new TreeMap<String, Long>();
        for (var person :
                Stream.concat(places.living().stream(), Stream.of(newcomer)).toList()) {
            try (var socket = shakeHands(person)) {
                socket.sendText("{\"type\":\"resume\"}");
                heads.putAll(Wire.numbers(socket.next("ready").getJsonObject("heads")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return heads;
    }

    /** What was written on the place's log since, for who must find out which refusal was none. */
    private String events(Where where, Map<String, Long> before) {
        if (where == Where.WORKSPACE) {
            return "";
        }
        var channel = places.place(where, Who.MEMBER).channel();
        return places.person(Who.MEMBER)
                .get("/channels/" + channel + "/log?after=" + before.get(channel))
                .body();
    }
}
