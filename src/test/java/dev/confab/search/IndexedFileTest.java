package dev.confab.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.event.FileFacts;
import dev.confab.event.Message;
import jakarta.json.JsonArray;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndexedFileTest {
    private static final FileFacts ROSE = new FileFacts("f1", "rose.png", "image/png", 4, 8, 8, true, Instant.EPOCH);
    private static final FileFacts PLAN =
            new FileFacts("f2", "plan.pdf", "application/pdf", 4, null, null, false, Instant.EPOCH);

    private static IndexedMessage message(String text, FileFacts... files) {
        return new IndexedMessage(
                "m1",
                "garden",
                "ann",
                text,
                0,
                false,
                false,
                false,
                false,
                false,
                IndexedFile.of(Message.Attached.of(List.of(files))));
    }

    @Test
    void a_message_has_what_its_files_are() {
        assertThat(message("look").features()).isEmpty();
        assertThat(message("look", PLAN).features()).containsExactly(Feature.FILE);
        assertThat(message("", PLAN, ROSE).features()).containsExactly(Feature.FILE, Feature.IMAGE);
    }

    @Test
    void it_is_found_by_what_its_files_are_called() {
        List<IndexedFile> files = IndexedFile.of(Message.Attached.of(List.of(ROSE, PLAN)));
        assertThat(IndexedFile.searched("look", files)).isEqualTo("look\nrose.png\nplan.pdf");
        assertThat(IndexedFile.searched("", files)).isEqualTo("rose.png\nplan.pdf");
        assertThat(IndexedFile.searched("look", List.of())).isEqualTo("look");
        assertThat(IndexedFile.of((JsonArray) null)).isEmpty();
    }
}
