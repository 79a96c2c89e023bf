package dev.confab.security;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.confab.security.Authorisation.Deed;
import dev.confab.security.Authorisation.Rule;
import dev.confab.security.Authorisation.Where;
import dev.confab.security.Authorisation.Who;
import jakarta.servlet.Servlet;
import jakarta.servlet.annotation.WebServlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * S12: the table of who may do what is whole. Whoever adds a call, a servlet or a frame says in it what each person gets, or the
 * build fails here; that it is so is seen on running servers by {@link AuthorisationIT}.
 */
class AuthorisationTest {

    private static final Pattern OUTCOME = Pattern.compile("[2-4]\\d\\d|ok|sees|blind");

    private final List<Rule> rules = Authorisation.rules();

    @Test
    void every_call_of_rest_is_in_the_table_and_nothing_else_is() {
        assertThat(deeds(deed -> !deed.isFrame() && !deed.isPage()))
                .isEqualTo(Calls.all().stream()
                        .map(call -> Deed.bare(call.toString()))
                        .collect(toSet()));
    }

    @Test
    void every_frame_of_a_client_is_in_the_table_and_nothing_else_is() throws IOException {
        var conversation = Files.readString(Path.of("src/main/java/dev/confab/web/live/Conversation.java"));
        var types = Pattern.compile("case \"(\\w+)\" ->")
                .matcher(conversation)
                .results()
                .map(match -> "frame " + match.group(1))
                .collect(toSet());

        assertThat(types).hasSizeGreaterThan(4);
        assertThat(deeds(Deed::isFrame)).isEqualTo(types);
    }

    @Test
    void every_servlet_is_in_the_table_and_nothing_else_is() {
        var pages = deeds(Deed::isPage).stream()
                .map(page -> page.substring("page ".length()))
                .collect(toSet());
        var patterns = servlets()
                .flatMap(servlet -> {
                    var mapping = servlet.getAnnotation(WebServlet.class);
                    assertThat(mapping)
                            .as(servlet + " is mapped where it can be found")
                            .isNotNull();
                    return Stream.concat(Arrays.stream(mapping.value()), Arrays.stream(mapping.urlPatterns()));
                })
                .map(pattern -> pattern.replaceAll("/\\*$", ""))
                .collect(toSet());

        assertThat(patterns)
                .isNotEmpty()
                .allSatisfy(pattern ->
                        assertThat(pages).anyMatch(page -> page.equals(pattern) || page.startsWith(pattern + "/")));
        assertThat(pages)
                .allSatisfy(page -> assertThat(patterns)
                        .anyMatch(pattern -> page.equals(pattern) || page.startsWith(pattern + "/")));
    }

    private static Stream<Class<?>> servlets() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.confab.web")
                        .stream()
                        .filter(type -> type.isAssignableTo(Servlet.class))
                        .map(JavaClass::reflect);
    }

    @Test
    void what_is_about_a_place_is_said_for_every_kind_of_place_and_once() {
        var places = new HashMap<String, List<Where>>();
        rules.forEach(rule -> places.computeIfAbsent(rule.deed().toString(), none -> new ArrayList<>())
                .add(rule.where()));

        assertThat(places).allSatisfy((deed, where) -> {
            assertThat(where).as(deed).doesNotHaveDuplicates();
            if (deed.matches(".*\\{(channel|message|name|word)}.*")) {
                assertThat(where).as(deed).hasSameElementsAs(Where.PLACES);
            } else {
                assertThat(Set.copyOf(where)).as(deed).isIn(Where.PLACES, EnumSet.of(Where.WORKSPACE));
            }
        });
    }

    @Test
    void every_outcome_is_one_of_the_words() {
        assertThat(rules)
                .allSatisfy(rule -> rule.outcomes()
                        .forEach((who, outcome) ->
                                assertThat(outcome).as(rule + " for " + who).matches(OUTCOME)));
    }

    @Test
    void nobody_and_who_was_deactivated_may_do_only_what_is_open_to_all() {
        var open = Calls.all().stream()
                .filter(Calls.Call::isOpen)
                .map(call -> Deed.bare(call.toString()))
                .collect(toSet());

        assertThat(rules)
                .filteredOn(rule ->
                        !rule.deed().isPage() && !open.contains(rule.deed().plain()))
                .allSatisfy(rule -> assertThat(List.of(
                                rule.outcomes().get(Who.NOBODY), rule.outcomes().get(Who.DEACTIVATED)))
                        .as(rule.toString())
                        .containsOnly("401"));
    }

    @Test
    void a_hidden_place_is_not_there_for_who_is_not_in_it() {
        var without = EnumSet.complementOf(EnumSet.copyOf(Who.WITHIN));
        without.removeAll(Set.of(Who.NOBODY, Who.DEACTIVATED));

        assertThat(rules)
                .filteredOn(rule -> Where.HIDDEN.contains(rule.where()))
                .hasSizeGreaterThan(100)
                .allSatisfy(rule -> assertThat(
                                without.stream().filter(rule.where()::knows).map(rule.outcomes()::get))
                        .as(rule.toString())
                        .isSubsetOf("404", "blind"));
    }

    @Test
    void what_was_said_is_for_members_whatever_others_are_in_the_workspace() {
        var reading = rules.stream()
                .filter(rule -> rule.deed().plain().matches("GET /channels/\\{}/(messages|log|pins)"))
                .toList();

        assertThat(reading).hasSize(4 * Where.PLACES.size()).allSatisfy(rule -> {
            var refusal = Where.HIDDEN.contains(rule.where()) ? "404" : "403";
            for (var who : List.of(Who.OUTSIDER, Who.ADMIN, Who.OWNER)) {
                assertThat(rule.outcomes().get(who)).as(rule.toString()).isEqualTo(refusal);
            }
        });
    }

    private Set<String> deeds(Predicate<Deed> condition) {
        return rules.stream().map(Rule::deed).filter(condition).map(Deed::plain).collect(toSet());
    }
}
