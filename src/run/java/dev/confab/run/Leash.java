package dev.confab.run;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * The main class of the server's process: Payara's own, on a leash. The starter holds the other end of standard input;
 * when it dies, however it dies, the pipe ends and the server shuts down in good order. So no server is left behind.
 */
public final class Leash {

    private Leash() {}

    /** Starts the class that the first argument names with the other arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("leash").start(Leash::hold);
        var rest = new String[args.length - 1];
        System.arraycopy(args, 1, rest, 0, rest.length);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        } catch (InvocationTargetException e) {
            e.getCause().printStackTrace();
            System.exit(1);
        }
    }

    private static void hold() {
        try {
            while (System.in.read() >= 0) {
                // Nobody says anything here: only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
        System.exit(0);
    }
}
