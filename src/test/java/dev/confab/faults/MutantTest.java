package dev.confab.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mutant that has nothing left out would be a control that means nothing. */
class MutantTest {

    @Test
    void what_it_leaves_out_is_there_and_the_rest_compiles(@TempDir Path folder) {
        assertThat(Mutant.classesThatTrustHints(folder).resolve("dev/confab/web/live"))
                .isDirectoryContaining("glob:**/Feed.class")
                .isDirectoryContaining("glob:**/Feeds.class");
    }

    @Test
    void a_node_with_a_small_pool_that_sheds_nothing_can_be_made(@TempDir Path folder) {
        assertThat(Mutant.classesThatShedNothing(4, folder).resolve("dev/confab"))
                .isDirectoryRecursivelyContaining("glob:**/Schema.class")
                .isDirectoryRecursivelyContaining("glob:**/LoadShedder.class");
    }

    @Test
    void nodes_that_never_ping_or_give_up_or_leak_can_be_made(@TempDir Path folder) {
        assertThat(Mutant.classesThatNeverPing(folder.resolve("pings")))
                .isDirectoryRecursivelyContaining("glob:**/Connection.class");
        assertThat(Mutant.classesThatGiveUp(folder.resolve("collisions")))
                .isDirectoryRecursivelyContaining("glob:**/GroupCommit.class");
        assertThat(Mutant.classesThatLeak(folder.resolve("leak")))
                .isDirectoryRecursivelyContaining("glob:**/GroupCommit.class");
    }
}
