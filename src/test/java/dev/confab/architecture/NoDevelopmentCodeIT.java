package dev.confab.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.dev.page.DevServlet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * Whoever can reach the page for developers is anybody. So the WAR that is released must not hold it, nor anything else
 * that is for building and trying only. That nothing depends on it the compiler sees to: it is no source root of ours.
 */
class NoDevelopmentCodeIT {
    private static final Path WAR = Path.of(System.getProperty("confab.test.war", "target/confab.war"));
    private static final String CLASSES = "WEB-INF/classes/";

    @Test
    void the_released_war_holds_no_class_and_no_file_that_is_for_developers() throws IOException {
        List<String> entries = entries();

        // Else the names below are looked for in the wrong place.
        assertThat(entries).contains(CLASSES + "dev/confab/web/app/AppFilter.class");
        assertThat(DevServlet.class.getName()).startsWith("dev.confab.dev.");
        assertThat(entries)
                .noneMatch(entry -> entry.startsWith(CLASSES + "dev/confab/dev/"))
                .noneMatch(entry -> entry.startsWith(CLASSES + "dev/confab/run/"))
                .noneMatch(entry -> entry.startsWith(CLASSES + "dev/confab/testing/"));
    }

    @Test
    void no_class_of_the_released_war_names_one_that_is_for_developers() throws IOException {
        try (ZipFile war = new ZipFile(WAR.toFile())) {
            for (String entry : entries()) {
                if (entry.startsWith(CLASSES)) {
                    byte[] content = war.getInputStream(war.getEntry(entry)).readAllBytes();
                    assertThat(new String(content, StandardCharsets.ISO_8859_1))
                            .as(entry)
                            .doesNotContain("dev/confab/dev/")
                            .doesNotContain("dev.confab.dev.");
                }
            }
        }
    }

    private static List<String> entries() throws IOException {
        try (ZipFile war = new ZipFile(WAR.toFile())) {
            return war.stream().map(Object::toString).toList();
        }
    }
}
