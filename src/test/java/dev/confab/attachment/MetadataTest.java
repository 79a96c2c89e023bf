package dev.confab.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataTest {
    private static final String PLACE = "GPS 52.5163 N";

    @TempDir
    private Path folder;

    /** The picture, by a camera that was held upright and tells where. */
    static byte[] jpegWithPlace(int width, int height) throws IOException {
        byte[] plain = picture("jpeg", width, height);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(plain, 0, 2);
        byte[] place = PLACE.getBytes(StandardCharsets.US_ASCII);
        out.writeShort(0xFFE1);
        out.writeShort(2 + 6 + 8 + 2 + 12 + 4 + place.length);
        out.write("Exif\0\0MM\0*".getBytes(StandardCharsets.US_ASCII));
        out.writeInt(8);
        out.writeShort(1);
        out.writeShort(0x0112);
        out.writeShort(3);
        out.writeInt(1);
        out.writeShort(6);
        out.writeShort(0);
        out.writeInt(0);
        out.write(place);
        out.write(plain, 2, plain.length - 2);
        out.write((PLACE + "<script>").getBytes(StandardCharsets.US_ASCII)); // behind the end
        return bytes.toByteArray();
    }

    static byte[] picture(String form, int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), form, out);
        return out.toByteArray();
    }

    static void chunk(DataOutputStream out, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.US_ASCII));
        crc.update(content);
        out.writeInt(content.length);
        out.write(name.getBytes(StandardCharsets.US_ASCII));
        out.write(content);
        out.writeInt((int) crc.getValue());
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "in", null), bytes);
    }

    private String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_photograph_does_not_tell_where_it_was_taken_and_stays_upright() throws IOException {
        Path in = file(jpegWithPlace(80, 40));
        Path out = folder.resolve("out");
        assertThat(text(in)).contains(PLACE);
        assertThat(Metadata.strip("image/jpeg", in, out).orientation()).isEqualTo(6);
        assertThat(text(out)).doesNotContain(PLACE).doesNotContain("<script>").contains("Exif");
        assertThat(Metadata.strip("image/jpeg", out, folder.resolve("twice")).orientation())
                .isEqualTo(6);
        assertThat(ImageIO.read(out.toFile()).getWidth()).isEqualTo(80);
    }

    @Test
    void a_photograph_is_shown_upright_and_small() throws IOException {
        Path clean = folder.resolve("clean");
        Path small = folder.resolve("small");
        Picture picture = Picture.of("image/jpeg", file(jpegWithPlace(2_000, 1_000)), clean, small);
        assertThat(picture).isEqualTo(new Picture.Whole(new Pictures.Size(1_000, 2_000), "image/jpeg"));
        BufferedImage thumbnail = ImageIO.read(small.toFile());
        assertThat(thumbnail.getWidth()).isEqualTo(360);
        assertThat(thumbnail.getHeight()).isEqualTo(720);
    }

    @Test
    void a_png_loses_its_words_and_what_follows_it() throws IOException {
        byte[] plain = picture("png", 8, 8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(plain, 0, 33); // signature and IHDR
        chunk(out, "tEXt", ("Comment\0" + PLACE).getBytes(StandardCharsets.US_ASCII));
        chunk(out, "eXIf", PLACE.getBytes(StandardCharsets.US_ASCII));
        out.write(plain, 33, plain.length - 33);
        out.write("<script>".getBytes(StandardCharsets.US_ASCII));
        Path clean = folder.resolve("clean");
        Metadata.strip("image/png", file(bytes.toByteArray()), clean);
        assertThat(Files.readAllBytes(clean)).isEqualTo(plain);
    }

    @Test
    void a_gif_stays_a_gif() throws IOException {
        byte[] plain = picture("gif", 8, 8);
        Path clean = folder.resolve("clean");
        Metadata.strip("image/gif", file(plain), clean);
        assertThat(ImageIO.read(clean.toFile()).getWidth()).isEqualTo(8);
    }

    @Test
    void a_picture_as_large_as_a_field_is_not_even_decoded() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(picture("png", 8, 8), 0, 8);
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(head);
        header.writeInt(50_000);
        header.writeInt(50_000);
        header.write(new byte[] {8, 2, 0, 0, 0});
        chunk(out, "IHDR", head.toByteArray());
        Path in = file(bytes.toByteArray());
        assertThat(Picture.of("image/png", in, folder.resolve("clean"), folder.resolve("small")))
                .isEqualTo(new Picture.TooBig());
    }

    @Test
    void half_a_picture_is_none() throws IOException {
        byte[] plain = picture("jpeg", 80, 80);
        Path in = file(Arrays.copyOf(plain, plain.length / 2));
        assertThat(Picture.of("image/jpeg", in, folder.resolve("clean"), folder.resolve("small")))
                .isEqualTo(new Picture.Broken());
    }

    @Test
    void a_gif_is_as_large_as_its_screen_and_a_screen_without_end_is_not_shown() throws IOException {
        byte[] gif = picture("gif", 8, 8);
        gif[6] = 100;
        assertThat(Pictures.size("image/gif", file(gif))).isEqualTo(new Pictures.Size(100, 8));
        Arrays.fill(gif, 6, 10, (byte) 0xFF);
        assertThat(Picture.of("image/gif", file(gif), folder.resolve("clean"), folder.resolve("small")))
                .isEqualTo(new Picture.TooBig());
    }

    @Test
    void what_is_decoded_as_a_whole_is_known() throws IOException {
        assertThat(Metadata.strip("image/jpeg", file(progressive()), folder.resolve("clean")))
                .isEqualTo(new Metadata.Facts(1, true));
        assertThat(Metadata.strip("image/jpeg", file(picture("jpeg", 8, 8)), folder.resolve("plain")))
                .isEqualTo(new Metadata.Facts(1, false));
        assertThat(Pictures.fitsMemory(new Pictures.Size(5_000, 5_000))).isTrue();
        assertThat(Pictures.fitsMemory(new Pictures.Size(5_000, 5_001))).isFalse();
    }

    private static byte[] progressive() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        try (ImageOutputStream image = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(image);
            writer.write(null, new IIOImage(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), null, null), param);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    @Test
    void a_file_is_what_its_bytes_say() throws IOException {
        Types types = new Types();
        assertThat(types.of(file(picture("png", 8, 8)))).isEqualTo("image/png");
        assertThat(types.of(file("<!DOCTYPE html><html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("text/html");
        assertThat(types.of(file("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"
                        .getBytes(StandardCharsets.UTF_8))))
                .matches(type -> !Types.isShown(type));
    }
}
