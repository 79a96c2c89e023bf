package dev.confab.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.INTERFACES;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.confab.account.Secret;
import dev.confab.channel.Channels;
import dev.confab.channel.Membership;
import dev.confab.log.Logs;
import dev.confab.log.Lookup;
import dev.confab.log.PlainQueries;
import dev.confab.log.Transaction;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The laws of the house. Each says in its {@code because} what breaks without it. */
class LawsTest {
    private static final String EVENT = "dev.confab.event..";
    private static final String BACKPLANE = "dev.confab.backplane..";
    private static final String LOG = "dev.confab.log..";
    private static final String OPS = "dev.confab.ops..";
    private static final String WEB = "dev.confab.web..";
    private static final String[] FEATURES = {
        "dev.confab.account..",
        "dev.confab.attachment..",
        "dev.confab.block..",
        "dev.confab.channel..",
        "dev.confab.draft..",
        "dev.confab.mention..",
        "dev.confab.message..",
        "dev.confab.node..",
        "dev.confab.pin..",
        "dev.confab.preference..",
        "dev.confab.presence..",
        "dev.confab.reaction..",
        "dev.confab.readmark..",
        "dev.confab.saved..",
        "dev.confab.search..",
        "dev.confab.thread.."
    };
    private static final String[] FEATURES_AND_WEB =
            Stream.concat(Stream.of(FEATURES), Stream.of(WEB)).toArray(String[]::new);
    private static final Path SOURCES = Path.of("src/main/java");
    private static final JavaClasses HOUSE = read();

    private static JavaClasses read() {
        try {
            // Where the product's classes are, and nothing else: no test may make or break a law.
            Path classes = Path.of(Logs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new ClassFileImporter().importPath(classes);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void holds(ArchRule rule) {
        rule.check(HOUSE);
    }

    // Law 1: which way is up

    @Test
    void the_whole_house_is_looked_at() {
        assertThat(HOUSE.size()).isGreaterThan(150);
        assertThat(HOUSE.contain(Logs.class)).isTrue();
        Set<String> known = Set.of(
                "event",
                "backplane",
                "log",
                "ops",
                "account",
                "attachment",
                "block",
                "channel",
                "draft",
                "mention",
                "message",
                "node",
                "pin",
                "preference",
                "presence",
                "reaction",
                "readmark",
                "saved",
                "search",
                "thread",
                "web");
        assertThat(HOUSE.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith("dev.confab."))
                        .map(name -> name.split("\\.")[2]))
                .as("a new package needs its place in these laws")
                .allMatch(known::contains);
    }

    @Test
    void an_event_knows_java_alone() {
        holds(classes()
                .that()
                .resideInAPackage(EVENT)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", EVENT)
                .because("what can be said is not for a framework to decide"));
    }

    @Test
    void the_backplane_knows_events_and_nothing_above() {
        holds(noClasses()
                .that()
                .resideInAPackage(BACKPLANE)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.confab..").and(not(resideInAnyPackage(EVENT, BACKPLANE, OPS))))
                .because("it hands on what it need not understand"));
    }

    @Test
    void the_log_knows_no_feature_and_no_edge() {
        holds(noClasses()
                .that()
                .resideInAPackage(LOG)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FEATURES_AND_WEB)
                .because("nobody but the log gives out a seq, and it asks nobody whether it may"));
    }

    @Test
    void no_feature_knows_the_web() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(FEATURES)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(WEB)
                .because("REST and the socket are two doors to the same rooms"));
    }

    @Test
    void ops_knows_no_feature_and_no_log() {
        holds(noClasses()
                .that()
                .resideInAPackage(OPS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.concat(Stream.of(FEATURES_AND_WEB), Stream.of(LOG, BACKPLANE, EVENT))
                        .toArray(String[]::new))
                .because("it runs before anything else does"));
    }

    @Test
    void no_package_goes_round_in_a_circle() {
        holds(slices().matching("dev.confab.(**)").should().beFreeOfCycles());
    }

    // Law 2: the edge

    @Test
    void nothing_outside_the_web_knows_http_or_sockets() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage(WEB)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.websocket..", "jakarta.ws.rs..", "jakarta.servlet..", "jakarta.security.."));
    }

    @Test
    void rest_and_the_socket_do_not_know_each_other() {
        holds(noClasses()
                .that()
                .resideInAPackage("dev.confab.web.rest..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.confab.web.live.."));
        holds(noClasses()
                .that()
                .resideInAPackage("dev.confab.web.live..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.confab.web.rest.."));
    }

    // Law 3: who writes

    @Test
    void only_stores_and_the_logs_writer_hold_an_entity_manager() {
        holds(noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .doNotHaveFullyQualifiedName("dev.confab.log.GroupTransaction")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(EntityManager.class)
                .because("what writes beside the log's transaction is told to nobody"));
    }

    @Test
    void only_stores_ask_by_plain_queries() {
        holds(noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Store")
                .and()
                .areNotAssignableTo(PlainQueries.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(PlainQueries.class)
                .because("what is asked of the database stands in one place for each feature"));
    }

    @Test
    void what_the_writer_calls_begins_no_transaction() {
        DescribedPredicate<JavaMethod> isForTheWriter = describe(
                "are for the writer",
                method -> method.getRawReturnType().isAssignableTo(Lookup.class)
                        || method.getRawParameterTypes().stream()
                                .anyMatch(type -> type.isEquivalentTo(Transaction.class)));
        holds(noMethods()
                .that(isForTheWriter)
                .should()
                .beAnnotatedWith(Transactional.class)
                .orShould()
                .beDeclaredInClassesThat()
                .areAnnotatedWith(Transactional.class)
                .because("the container would draw the writer's own connection into it, and commit half a group"));
    }

    @Test
    void only_a_connection_sends_on_a_socket() {
        DescribedPredicate<JavaMethodCall> sends =
                describe("sends on a socket", call -> call.getTargetOwner().isAssignableTo(RemoteEndpoint.class));
        holds(noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.confab.web.live.Connection")
                .should(callMethodWhere(sends))
                .because("one frame in flight is the whole promise of the outbox"));
    }

    @Test
    void nobody_sends_and_waits() {
        holds(noClasses()
                .should()
                .callMethod(Session.class, "getBasicRemote")
                .because("it blocks on a client that does not read"));
    }

    @Test
    void nobody_works_in_the_threads_of_the_whole_process() {
        DescribedPredicate<JavaMethodCall> goesThere = describe(
                "goes to the common pool",
                call -> Set.of("parallelStream", "parallel").contains(call.getName())
                        || call.getTargetOwner().isEquivalentTo(CompletableFuture.class)
                                && call.getName().endsWith("Async")
                                && call.getTarget().getRawParameterTypes().stream()
                                        .noneMatch(type -> type.isEquivalentTo(Executor.class)));
        holds(noClasses()
                .should(callMethodWhere(goesThere))
                .because("the container does not know whose they are: a bean that is made there gets no resources"));
    }

    // Law 4: access is a value

    @Test
    void only_channels_makes_a_membership() {
        holds(noClasses()
                .that()
                .areNotAssignableTo(Channels.class)
                .should()
                .callConstructorWhere(describe(
                        "makes a Membership", call -> call.getTargetOwner().isEquivalentTo(Membership.class)))
                .because("whoever holds one has been let in"));
        assertThat(Membership.class.getConstructors()).isEmpty();
    }

    // Law 5: no hidden state

    @Test
    void nothing_static_changes() {
        holds(fields().that().areStatic().should().beFinal());
        holds(noFields()
                .that()
                .areStatic()
                .and()
                .areNotPrivate()
                .and()
                .doNotHaveModifier(JavaModifier.SYNTHETIC) // the compiler's own, for a switch
                .should()
                .haveRawType(describe("an array", JavaClass::isArray))
                .because("whoever sees an array can change it"));
    }

    @Test
    void no_interface_has_one_implementation() {
        holds(classes()
                .that(INTERFACES)
                .and(describe("are open", type -> !isSealed(type) && !isFunctional(type) && !type.isAnnotation()))
                .should(haveMoreThanOneImplementation())
                .because("an interface is for when there are two"));
    }

    private static boolean isSealed(JavaClass type) {
        return type.reflect().isSealed();
    }

    private static boolean isFunctional(JavaClass type) {
        return type.getAllMethods().stream()
                        .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                        .count()
                == 1;
    }

    private static ArchCondition<JavaClass> haveMoreThanOneImplementation() {
        return new ArchCondition<>("have more than one implementation") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                long many = type.getAllSubclasses().stream()
                        .filter(heir -> !heir.isInterface())
                        .count();
                events.add(new SimpleConditionEvent(type, many != 1, type.getName() + " has " + many));
            }
        };
    }

    // What comes from outside

    @Test
    void time_comes_from_the_clock_that_is_given() {
        DescribedPredicate<JavaMethodCall> asksTheWall = describe(
                "asks for the time",
                call -> call.getTargetOwner().isEquivalentTo(System.class)
                                && call.getName().equals("currentTimeMillis")
                        || call.getTargetOwner().getPackageName().startsWith("java.time")
                                && (call.getName().equals("now")
                                                && call.getTarget()
                                                        .getRawParameterTypes()
                                                        .isEmpty()
                                        || call.getTargetOwner().isEquivalentTo(Clock.class)
                                                && call.getName().startsWith("system")));
        holds(noClasses()
                .that()
                .resideOutsideOfPackage(OPS)
                .should(callMethodWhere(asksTheWall))
                .because("a test must be able to let time pass"));
        holds(noClasses().should().dependOnClassesThat().areAssignableTo(java.util.Date.class));
    }

    @Test
    void secrets_are_drawn_by_a_generator_that_nobody_can_guess() {
        holds(noClasses()
                .should()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callConstructor(java.util.Random.class, long.class)
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID"));
    }

    @Test
    void a_secret_is_read_only_where_it_travels() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackage("dev.confab.account..")
                .and()
                .doNotHaveFullyQualifiedName("dev.confab.web.security.Secrets")
                .and()
                .doNotHaveFullyQualifiedName("dev.confab.web.rest.TokensResource")
                .should()
                .callMethod(Secret.class, "text")
                .because("everybody else compares hashes, by looking them up"));
    }

    @Test
    void nobody_hashes_with_what_is_broken() {
        DescribedPredicate<JavaMethodCall> digests = describe(
                "makes a digest",
                call -> call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                        && call.getName().equals("getInstance"));
        holds(noClasses()
                .that()
                .resideOutsideOfPackages("dev.confab.account..", "dev.confab.message..")
                .should(callMethodWhere(digests)));
    }

    @Test
    void what_is_said_goes_to_the_log_and_not_to_the_console() {
        holds(noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethodWhere(
                        describe("prints a stack trace", call -> call.getName().equals("printStackTrace"))));
    }

    @Test
    void nobody_looks_services_up() {
        holds(noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("javax.naming..")
                        .or(describe(
                                "are CDI's locator",
                                type -> type.getName().equals("jakarta.enterprise.inject.spi.CDI")))));
    }

    // What is written down

    @Test
    void every_package_starts_with_its_reason() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            List<Path> packages = all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .map(Path::getParent)
                    .distinct()
                    .toList();
            assertThat(packages).as("the sources, from the project's folder").hasSizeGreaterThan(8);
            for (Path folder : packages) {
                Path reason = folder.resolve("package-info.java");
                assertThat(reason).exists();
                assertThat(Files.readString(reason)).as(reason.toString()).startsWith("/**");
            }
        }
    }

    @Test
    void what_is_not_named_for_what_it_is_is_not_here() {
        holds(noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Util"));
    }
}
