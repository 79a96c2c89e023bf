package dev.confab.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The yardstick for deliveries: a Node process with {@code ws} that sends what it is sent to all sockets of the same
 * path. It stores, checks and orders nothing. It ends with this process, whose end of its standard input it watches.
 */
final class BroadcastServer implements AutoCloseable {
    private final Process process;
    private final int port;

    /** {@code script}: {@code ws-broadcast.mjs}, which prints the port where it listens. */
    BroadcastServer(Path script) throws IOException {
        process = new ProcessBuilder("node", script.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = out.readLine();
        if (line == null) {
            throw new IOException("the ws server has not started; is webapp-react/node_modules there?");
        }
        port = Integer.parseInt(line);
    }

    Loop.Door door(String room) {
        return new Loop.Door(port, "/" + room, "", "");
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
