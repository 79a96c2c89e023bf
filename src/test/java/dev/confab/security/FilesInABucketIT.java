package dev.confab.security;

import static dev.confab.security.Uploads.bytes;
import static dev.confab.security.Uploads.read;
import static dev.confab.security.Uploads.send;
import static dev.confab.security.Uploads.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.confab.testing.ConfabServer;
import dev.confab.testing.Database;
import dev.confab.testing.S3;
import dev.confab.testing.Waiting;
import dev.confab.testing.World;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that keeps its files in a bucket, and those that are in no message for three seconds. */
class FilesInABucketIT {
    private static final Duration SWEPT = Duration.ofSeconds(90);

    @TempDir
    private static Path data;

    private static S3 s3;
    private static ConfabServer server;

    @BeforeAll
    static void aBucket() throws Exception {
        s3 = S3.start();
        var setup = ConfabServer.named("bucket")
                .database(Database.ofThisRun())
                .setting("confab.data.dir", data.toString())
                .setting("confab.files.orphan-age", "3")
                .setting("confab.sign-in.failures-per-address", "1000000");
        s3.settings().forEach(setup::setting);
        server = setup.start();
    }

    @AfterAll
    static void noMore() throws Exception {
        server.close();
        s3.close();
    }

    @Test
    void what_is_in_a_message_stays_until_it_is_deleted_and_what_is_in_none_goes() throws Exception {
        try (var world = World.on(server.baseUri())) {
            var ann = world.signUp("ann");
            var bob = world.signUp("bob");
            var garden = ann.createPrivateChannel("garden");
            ann.add(garden, bob);
            var out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(1_000, 500, BufferedImage.TYPE_INT_RGB), "png", out);
            var picture = upload(ann, "rose.png", out.toByteArray()).getString("id");
            var message = ann.call("POST", "/channels/" + garden + "/messages", send(picture))
                    .expect(201)
                    .json();
            var loose = upload(ann, "weed.txt", bytes("a weed")).getString("id");
            assertThat(s3.kept()).as("a picture, its small one, and a text").isEqualTo(3);
            assertThat(read(bob, picture, "Range", "bytes=1-3").body()).isEqualTo("PNG");
            assertThat(read(bob, picture + "/thumbnail").statusCode()).isEqualTo(200);

            Waiting.until(SWEPT, () -> "what is loose stays: " + s3.kept(), () -> s3.kept() == 2);
            assertThat(read(ann, loose).statusCode()).isEqualTo(404);
            assertThat(read(bob, picture).statusCode()).isEqualTo(200);

            ann.delete(message.getString("id"));
            assertThat(read(bob, picture).statusCode()).isEqualTo(404);
            Waiting.until(SWEPT, () -> "what was deleted stays: " + s3.kept(), () -> s3.kept() == 0);
        }
    }

    @Test
    void an_upload_that_breaks_off_leaves_nothing() throws Exception {
        try (var world = World.on(server.baseUri())) {
            var ann = world.signUp("ann");
            var incoming = data.resolve("files").resolve("incoming");
            try (var socket = new Socket(ann.server().getHost(), ann.server().getPort())) {
                var head = new StringBuilder("POST /api/v1/files?name=rose HTTP/1.1\r\nHost: "
                        + ann.server().getAuthority() + "\r\nContent-Length: 1000000\r\n");
                ann.credentials().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
                OutputStream to = socket.getOutputStream();
                to.write(bytes(head + "\r\n" + "rose".repeat(10_000)));
                to.flush();
                Waiting.until("nothing comes in", () -> files(incoming) > 0);
            }
            Waiting.until("it is still there", () -> files(incoming) == 0);
        }
    }

    private static long files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
