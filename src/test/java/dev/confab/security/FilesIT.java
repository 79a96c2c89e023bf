package dev.confab.security;

import static dev.confab.security.Uploads.HTTP;
import static dev.confab.security.Uploads.ask;
import static dev.confab.security.Uploads.bytes;
import static dev.confab.security.Uploads.read;
import static dev.confab.security.Uploads.send;
import static dev.confab.security.Uploads.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.InTheWorld;
import dev.confab.testing.World;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What people upload, and who gets it in which form. */
@InTheWorld
class FilesIT {
    @Test
    void who_may_see_a_message_may_see_its_file_and_nobody_else(World world) throws Exception {
        var ann = world.signUp("ann");
        var bob = world.signUp("bob");
        var eve = world.signUp("eve");
        var garden = ann.createPrivateChannel("garden");
        ann.add(garden, bob);
        var file = upload(ann, "rose.txt", bytes("a rose is a rose")).getString("id");

        assertThat(read(ann, file).body()).isEqualTo("a rose is a rose");
        assertThat(read(bob, file).statusCode()).isEqualTo(404);
        bob.call("POST", "/channels/" + garden + "/messages", send(file)).expect(422);
        var said = send(file);
        var message = ann.call("POST", "/channels/" + garden + "/messages", said)
                .expect(201)
                .json();
        assertThat(message.getJsonArray("attachments").getJsonObject(0).getString("name"))
                .isEqualTo("rose.txt");
        ann.call("POST", "/channels/" + garden + "/messages", said).expect(200);
        ann.call("POST", "/channels/" + garden + "/messages", send(file)).expect(422);
        ann.call("DELETE", "/files/" + file, null).expect(404);

        var seen = bob.messages(garden).getLast().getJsonArray("attachments");
        assertThat(seen).isEqualTo(message.getJsonArray("attachments"));
        assertThat(read(bob, file).body()).isEqualTo("a rose is a rose");
        assertThat(read(bob.byToken(), file).statusCode()).isEqualTo(200);
        assertThat(read(eve, file).body()).isEqualTo(read(eve, "0".repeat(26)).body());
        assertThat(read(eve, file).statusCode()).isEqualTo(404);
        var nobody = HTTP.send(
                HttpRequest.newBuilder(
                                URI.create(ann.server() + "/files/" + file).normalize())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(nobody.statusCode()).isEqualTo(401);

        ann.remove(garden, bob);
        assertThat(read(bob, file).statusCode()).isEqualTo(404);
        ann.delete(message.getString("id"));
        assertThat(read(ann, file).statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_taken_is_said_before(World world) throws Exception {
        var limits = world.signUp("ann")
                .call("GET", "/files/limits", null)
                .expect(200)
                .json();
        assertThat(limits.getInt("size")).isEqualTo(100 * 1024 * 1024);
        assertThat(limits.getInt("attachments")).isEqualTo(10);
    }

    @Test
    void what_is_dangerous_is_a_download_that_runs_nothing(World world) throws Exception {
        var ann = world.signUp("ann");
        for (var evil : Map.of(
                        "rose.png", "<!DOCTYPE html><html><script>alert(1)</script></html>",
                        "rose.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
                        "a\"b.pdf", "%PDF-1.7\n<html><script>alert(1)</script>",
                        "\u202egpj.html", "GIF89a=1;alert(1)")
                .entrySet()) {
            var file = upload(ann, evil.getKey(), bytes(evil.getValue()));
            var answer = read(ann, file.getString("id")).headers();
            assertThat(answer.firstValue("Content-Type")).as(evil.getKey()).hasValue("application/octet-stream");
            assertThat(answer.firstValue("Content-Disposition").orElseThrow()).startsWith("attachment; filename=");
            assertThat(answer.firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("sandbox; default-src 'none'");
            assertThat(answer.firstValue("Cross-Origin-Resource-Policy")).hasValue("same-origin");
            assertThat(answer.firstValue("Cache-Control")).hasValue("private, no-store");
        }
    }

    @Test
    void a_picture_is_shown_with_its_size_and_a_small_one(World world) throws Exception {
        var ann = world.signUp("ann");
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1_000, 500, BufferedImage.TYPE_INT_RGB), "png", out);
        var file = upload(ann, "rose.html", out.toByteArray());
        assertThat(file.getInt("width")).isEqualTo(1_000);
        assertThat(file.getInt("height")).isEqualTo(500);
        assertThat(file.getBoolean("thumbnail")).isTrue();
        assertThat(read(ann, file.getString("id") + "/rose.html").headers().firstValue("Content-Type"))
                .hasValue("image/png");
        assertThat(read(ann, file.getString("id") + "/thumbnail").headers().firstValue("Content-Type"))
                .hasValue("image/jpeg");
    }

    @Test
    void a_part_of_a_file_is_given_and_a_wrong_one_is_not(World world) throws Exception {
        var ann = world.signUp("ann");
        var file = upload(ann, "rose.txt", bytes("a rose is a rose")).getString("id");
        var part = read(ann, file, "Range", "bytes=2-5");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("rose");
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 2-5/16");
        assertThat(read(ann, file, "Range", "bytes=-4").body()).isEqualTo("rose");
        assertThat(read(ann, file, "Range", "bytes=99-").statusCode()).isEqualTo(416);
        ann.call("DELETE", "/files/" + file, null).expect(204);
        assertThat(read(ann, file).statusCode()).isEqualTo(404);
    }

    @Test
    void a_file_is_asked_about_and_known_by_its_tag(World world) throws Exception {
        var ann = world.signUp("ann");
        var file = upload(ann, "rose.txt", bytes("a rose is a rose")).getString("id");
        var head = ask(ann, "HEAD", "/files/" + file, new byte[0]);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).hasValue("16");
        var tag = head.headers().firstValue("ETag").orElseThrow();
        var known = read(ann, file, "If-None-Match", "\"other\", W/" + tag);
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(read(ann, file, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
        assertThat(read(ann, file, "Range", "bytes=2-5", "If-Range", tag).body())
                .isEqualTo("rose");
        assertThat(read(ann, file, "Range", "bytes=2-5", "If-Range", "\"other\"")
                        .body())
                .isEqualTo("a rose is a rose");
    }

    @Test
    void a_broken_picture_is_an_ordinary_download(World world) throws Exception {
        var ann = world.signUp("ann");
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(80, 40, BufferedImage.TYPE_INT_RGB), "jpeg", out);
        var half = Arrays.copyOf(out.toByteArray(), out.size() / 2);
        var file = upload(ann, "rose.jpg", half);
        assertThat(file.getString("type")).isEqualTo("application/octet-stream");
        assertThat(file.getBoolean("thumbnail")).isFalse();
        assertThat(file).doesNotContainKey("width");
        var answer = read(ann, file.getString("id")).headers();
        assertThat(answer.firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(answer.firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
    }

    @Test
    void what_is_said_to_be_too_big_is_not_even_read(World world) throws Exception {
        var ann = world.signUp("ann");
        var eve = world.signUp("eve");
        assertThat(ask(ann, "POST", "/api/v1/files", bytes("rose")).statusCode())
                .isEqualTo(422);
        try (var socket = new Socket(ann.server().getHost(), ann.server().getPort())) {
            var head = new StringBuilder("POST /api/v1/files?name=rose HTTP/1.1\r\nHost: "
                    + ann.server().getAuthority() + "\r\nContent-Length: 104857601\r\n");
            eve.credentials().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            socket.getOutputStream().write(bytes(head + "\r\n"));
            var status = new byte[12];
            new DataInputStream(socket.getInputStream()).readFully(status);
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void a_file_may_be_larger_than_anything_that_is_said(World world) throws Exception {
        var ann = world.signUp("ann");
        var text = "a rose is a rose\n".repeat(200_000);
        var file = upload(ann, "rose.txt", bytes(text));
        assertThat(file.getInt("size")).isEqualTo(text.length());
        assertThat(file.getString("type")).isEqualTo("text/plain");
        assertThat(read(ann, file.getString("id")).body()).isEqualTo(text);
    }
}
