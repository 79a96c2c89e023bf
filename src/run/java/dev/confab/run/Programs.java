package dev.confab.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The programs of a cluster that are none of ours. Nothing for a server that is not to be started. */
record Programs(Program haProxy, Optional<Program> redis, Optional<MariaDbServer.Programs> mariaDb) {

    private interface Finder<T> {
        T find() throws IOException, InterruptedException;
    }

    /** Looks for all, so that all that is missing is told at once. */
    static Programs find(Cluster.Options options, Consumer<String> progress) throws IOException, InterruptedException {
        var missing = new ArrayList<String>();
        var mariaDb = options.isOurs("confab.db.url")
                ? found(missing, () -> MariaDbServer.Programs.find(options.mariaDb()))
                : Optional.<MariaDbServer.Programs>empty();
        var redis = options.isOurs("confab.redis.url")
                ? found(missing, () -> RedisServer.find(options.programs(), progress))
                : Optional.<Program>empty();
        var haProxy = found(missing, () -> HaProxy.find(options.programs(), progress));
        if (!missing.isEmpty()) {
            throw new IOException(String.join(System.lineSeparator(), missing));
        }
        return new Programs(haProxy.orElseThrow(), redis, mariaDb);
    }

    private static <T> Optional<T> found(List<String> missing, Finder<T> finder) throws InterruptedException {
        try {
            return Optional.of(finder.find());
        } catch (IOException e) {
            missing.add(e.getMessage());
            return Optional.empty();
        }
    }
}
