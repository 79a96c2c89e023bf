package dev.confab.dev.page;

import dev.confab.dev.talk.Dialogue;
import dev.confab.dev.talk.Script;
import dev.confab.dev.talk.Words;
import dev.confab.message.Draft;
import dev.confab.message.Messages;
import dev.confab.message.PostResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Many messages into one channel, by random members, at a steady rate. They take the way of every message, but for the
 * edge's limit: so a rate that the log cannot keep up with slows the flood, not the chat.
 */
final class Flood implements Runnable {
    private static final Logger LOG = Logger.getLogger(Flood.class.getName());
    private static final int MOST_UNDER_WAY = 1_024;
    private static final int PATIENCE_SECONDS = 30;
    private static final Map<String, String> CAST = Map.of("a", "Ann", "b", "Bob", "c", "Emil");

    private final Messages messages;
    private final Directory.Room room;
    private final int count;
    private final int perSecond;
    private final List<String> lines;
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
    private final AtomicInteger posted = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final long begun = System.nanoTime();
    private volatile long ended;
    private volatile boolean isStopped;

    Flood(Messages messages, Directory.Room room, int count, int perSecond) {
        this.messages = messages;
        this.room = room;
        this.count = count;
        this.perSecond = perSecond;
        this.lines = Script.named("workshop").stream()
                .flatMap(dialogue -> dialogue.lines().stream())
                .map(Dialogue.Line::text)
                .toList();
    }

    @Override
    public void run() {
        Words words = Words.standard();
        try {
            for (int i = 1; i <= count && !isStopped; i++) {
                awaitTurn(i);
                post(i, words);
            }
            if (!underWay.tryAcquire(MOST_UNDER_WAY, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                refused.addAndGet(MOST_UNDER_WAY - underWay.availablePermits());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended = System.nanoTime();
        }
    }

    private void awaitTurn(int number) throws InterruptedException {
        long due = begun + TimeUnit.SECONDS.toNanos(number - 1L) / perSecond;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        underWay.acquire();
    }

    private void post(int number, Words words) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String author = room.members().get(random.nextInt(room.members().size()));
        String line = words.forOne(random, CAST).apply(lines.get(random.nextInt(lines.size())));
        Draft draft = new Draft(UUID.randomUUID().toString(), number + " of " + count + ": " + line);
        try {
            messages.post(author, room.id(), draft).whenComplete((result, failure) -> count(result));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a flood's message could not be posted", e);
            count(null);
        }
    }

    private void count(PostResult result) {
        (result instanceof PostResult.Posted ? posted : refused).incrementAndGet();
        underWay.release();
    }

    void stop() {
        isStopped = true;
    }

    boolean isOver() {
        return ended != 0;
    }

    String where() {
        return room.label();
    }

    int count() {
        return count;
    }

    int posted() {
        return posted.get();
    }

    int refused() {
        return refused.get();
    }

    Duration lasted() {
        return Duration.ofNanos((isOver() ? ended : System.nanoTime()) - begun);
    }
}
