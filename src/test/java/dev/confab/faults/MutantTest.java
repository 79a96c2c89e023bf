package dev.confab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mutant that has nothing left out would be a control that means nothing. */
class MutantTest {

    @Test
    void what_it_leaves_out_is_there_and_the_rest_compiles(@TempDir Path folder) {
        assertThat(Mutant.classesThatTrustHints(folder).resolve("dev/confab/web/live"))
                .isDirectoryContaining("glob:**/Feed.class")
                .isDirectoryContaining("glob:**/Hub.class");
    }

    @Test
    void the_pool_can_be_made_smaller(@TempDir Path folder) {
        assertThat(Mutant.classesWithAPoolOf(4, Duration.ofSeconds(2), folder).resolve("dev/confab/ops"))
                .isDirectoryContaining("glob:**/Schema.class");
    }
}
