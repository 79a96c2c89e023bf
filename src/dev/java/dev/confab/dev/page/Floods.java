package dev.confab.dev.page;

import dev.confab.message.Messages;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** One flood at a time. The last one is remembered. */
@ApplicationScoped
class Floods {
    @Inject
    private Messages messages;

    @Resource
    private ManagedThreadFactory threads;

    private Flood latest;

    /** Whether it could begin: there is none under way. */
    synchronized boolean begin(Directory.Room room, int count, int perSecond) {
        if (latest != null && !latest.isOver()) {
            return false;
        }
        latest = new Flood(messages, room, count, perSecond);
        Thread thread = threads.newThread(latest);
        thread.setName("confab-flood");
        thread.start();
        return true;
    }

    synchronized Optional<Flood> latest() {
        return Optional.ofNullable(latest);
    }

    @PreDestroy
    synchronized void stop() {
        latest().ifPresent(Flood::stop);
    }
}
