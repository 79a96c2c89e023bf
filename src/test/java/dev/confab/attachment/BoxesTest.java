package dev.confab.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxesTest {
    private static final String PLACE = "+52.5163+013.3777/";

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] all = joined(content);
        return joined(ByteBuffer.allocate(4).putInt(8 + all.length).array(), bytes(type), all);
    }

    private String blanked(byte[] file) throws IOException {
        Path path = Files.write(folder.resolve("file"), file);
        Boxes.blank(path);
        byte[] blank = Files.readAllBytes(path);
        assertThat(blank).hasSameSizeAs(file);
        return new String(blank, StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_film_does_not_tell_where_it_was_taken_and_all_else_stays() throws IOException {
        byte[] place = box("udta", box("\u00a9xyz", bytes(PLACE)));
        byte[] film = joined(
                box("ftyp", bytes("qt  ")),
                box("mdat", bytes("what is seen, " + PLACE.substring(0, 4))),
                box("moov", box("mvhd", bytes("head")), box("trak", box("mdia", bytes("media")), place), place),
                box("uuid", bytes(PLACE)));
        String blank = blanked(film);
        assertThat(blank).doesNotContain(PLACE).contains("what is seen, +52.", "mvhd", "head", "mdia", "media");
        assertThat(blank.substring(0, blank.indexOf("trak")))
                .isEqualTo(new String(film, StandardCharsets.ISO_8859_1).substring(0, blank.indexOf("trak")));
    }

    @Test
    void a_picture_of_a_phone_loses_its_exif_wherever_it_is() throws IOException {
        byte[] infos = box(
                "iinf",
                new byte[] {0, 0, 0, 0, 0, 2},
                box("infe", new byte[] {2, 0, 0, 0, 0, 1, 0, 0}, bytes("hvc1")),
                box("infe", new byte[] {2, 0, 0, 0, 0, 2, 0, 0}, bytes("Exif")));
        byte[] head = box("ftyp", bytes("heic"));
        int places = 8 + 4 + 2 + 2 + 2 * 14;
        int pixels = head.length + 8 + 4 + infos.length + places + 8;
        ByteBuffer iloc = ByteBuffer.allocate(places - 8)
                .putInt(0)
                .putShort((short) 0x4400)
                .putShort((short) 2);
        iloc.putShort((short) 1)
                .putShort((short) 0)
                .putShort((short) 1)
                .putInt(pixels)
                .putInt(6);
        iloc.putShort((short) 2)
                .putShort((short) 0)
                .putShort((short) 1)
                .putInt(pixels + 6)
                .putInt(PLACE.length());
        byte[] picture = joined(
                head, box("meta", new byte[4], infos, box("iloc", iloc.array())), box("mdat", bytes("pixels" + PLACE)));
        assertThat(blanked(picture)).doesNotContain(PLACE).contains("pixels").contains("Exif");
    }

    @Test
    void what_lies_about_its_size_does_no_harm() throws IOException {
        byte[] lie = box("moov", box("udta", bytes(PLACE)));
        lie[0] = 127;
        assertThat(blanked(lie)).isEqualTo(new String(lie, StandardCharsets.ISO_8859_1));
        assertThat(blanked(bytes("\0\0\0\1moov"))).hasSize(8);
        assertThat(blanked(new byte[0])).isEmpty();
        assertThat(blanked(box("meta", new byte[4], box("iloc", new byte[] {1}))))
                .hasSize(21);
    }
}
