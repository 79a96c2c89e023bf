package dev.confab.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is none of ours, in a process that ends with this JVM, whichever way that ends. It is the counterpart of
 * {@link Leash} for what is not Java. A Ctrl-C in the terminal does not reach it, unless it asks for it.
 */
public final class Leashed {

    /**
     * Says the program's id, and ends as the program ends. The end of standard input, which we hold, is the program's end:
     * it is asked to go, and killed when it has not after 15 s.
     */
    private static final String SHELL = """
            trap '' INT
            exec 3<&0
            log=$1
            shift
            "$@" </dev/null >>"$log" 2>&1 3<&- &
            program=$!
            echo $program
            {
                read -r never
                kill $program
                n=0
                while kill -0 $program && [ $n -lt 150 ]; do sleep 0.1; n=$((n + 1)); done
                kill -9 $program
            } <&3 >/dev/null 2>&1 &
            leash=$!
            exec 3<&- >&-
            wait $program
            code=$?
            kill $leash
            exit $code
            """;

    private static final long PAUSE_MS = 20;

    private final Process shell;
    private final ProcessHandle program;

    private Leashed(Process shell, ProcessHandle program) {
        this.shell = shell;
        this.program = program;
    }

    /** Starts it and returns at once. What it says is added to the log. */
    public static Leashed start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        var line = new ArrayList<>(List.of("sh", "-c", SHELL, "sh", log.toString()));
        line.addAll(command);
        var builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        var shell = builder.start();
        var pid = said(shell);
        // One that has ended already is as good as one that ends in a moment.
        return new Leashed(shell, ProcessHandle.of(pid).orElseGet(shell::toHandle));
    }

    private static long said(Process shell) throws IOException {
        try (var reader = new BufferedReader(shell.inputReader(StandardCharsets.UTF_8))) {
            return Long.parseLong(reader.readLine());
        }
    }

    /** The program itself. */
    public ProcessHandle handle() {
        return program;
    }

    public boolean isAlive() {
        return shell.isAlive();
    }

    interface Condition {
        boolean holds() throws IOException;
    }

    /** Waits until the condition holds; fails with the name and the end of the log if the program ends before. */
    void await(Duration limit, String name, StartLog log, Condition condition)
            throws IOException, InterruptedException {
        var deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (!isAlive()) {
                throw new NotStarted(name + " ended with exit code " + shell.exitValue(), log.tail());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new NotStarted(name + " was not ready after " + limit.toSeconds() + " s", log.tail());
            }
            shell.waitFor(PAUSE_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Asks it to end and waits; one that has not gone after the limit is killed. Harmless when it has gone already. */
    public void stop(Duration limit) throws InterruptedException {
        program.destroy();
        if (!shell.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Ends it at once, without a word. */
    public void kill() throws InterruptedException {
        program.destroyForcibly();
        shell.waitFor();
    }
}
