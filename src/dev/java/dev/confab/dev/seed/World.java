package dev.confab.dev.seed;

import static dev.confab.channel.Channel.Kind.PRIVATE;
import static dev.confab.channel.Channel.Kind.PUBLIC;

import java.util.List;

/** Who is there, and where they talk: the people of a bicycle workshop with a garden. */
final class World {
    /** The first is the workspace's owner, the second an admin. */
    static final List<Person> PEOPLE = List.of(
            new Person("ann", "Ann Okafor", 365),
            new Person("bob", "Bob Lindqvist", 365),
            new Person("chen", "陈晓梅", 364),
            new Person("dalia", "داليا حداد", 362),
            new Person("emil", "Emil Sørensen", 360),
            new Person("goran", "Горан Петровић", 355),
            new Person("haruka", "佐藤 はるか", 340),
            new Person("ines", "Inês Carvalho", 331),
            new Person("jyoti", "ज्योति शर्मा", 310),
            new Person("katya", "Катерина Мельник", 290),
            new Person("levi", "לוי כהן", 240),
            new Person("mina", "김민아", 95),
            new Person("otto", "Otto Brandt", 363, 58));

    private static final List<String> ALL =
            PEOPLE.stream().map(Person::username).toList();

    static final Place GENERAL =
            new Place(PUBLIC, "general", "For everybody: news, mornings, lost spanners", "general", ALL, 365, 0, 1.5);
    static final Place WORKSHOP = new Place(
            PUBLIC,
            "workshop",
            "Repairs and parts. Out of stock? Say so here",
            "workshop",
            without("levi", "jyoti"),
            364,
            0,
            2);
    static final Place SOFTWARE = new Place(
            PUBLIC,
            "website",
            "The booking page, and what it runs on",
            "software",
            List.of("bob", "ann", "chen", "haruka", "jyoti", "katya", "dalia", "mina"),
            361,
            0,
            2.2);
    static final Place GARDEN =
            new Place(PUBLIC, "garden", "🌱 Beds, kitchen, film nights", "garden", without("bob"), 350, 0, 1.4);
    static final Place FAIR = new Place(
            PUBLIC,
            "street-fair",
            "Everything for the fair",
            "fair",
            List.of("ines", "ann", "bob", "chen", "dalia", "emil", "goran", "levi"),
            300,
            118,
            0.9);
    static final Place MONEY = new Place(
            PRIVATE,
            "money",
            "Rent, fees, grants. Stays in here",
            "money",
            List.of("ann", "bob", "emil", "katya"),
            363,
            0,
            0.5);

    static final Place ANN_AND_BOB = Place.direct("ann", "bob", 364, 0.5);

    static final List<Place> PLACES = List.of(
            GENERAL,
            WORKSHOP,
            SOFTWARE,
            GARDEN,
            FAIR,
            MONEY,
            ANN_AND_BOB,
            Place.direct("ann", "ann", 320, 0.1),
            Place.direct("ann", "chen", 310, 0.3),
            Place.direct("jyoti", "ann", 200, 0.25),
            Place.direct("mina", "ann", 60, 0.4),
            Place.direct("dalia", "levi", 220, 0.4),
            Place.direct("haruka", "mina", 80, 0.4),
            Place.direct("katya", "goran", 270, 0.3),
            Place.direct("ines", "emil", 250, 0.3),
            Place.direct("bob", "katya", 180, 0.3));

    private World() {}

    private static List<String> without(String... absent) {
        List<String> names = List.of(absent);
        return ALL.stream().filter(name -> !names.contains(name)).toList();
    }
}
