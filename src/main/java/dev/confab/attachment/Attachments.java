package dev.confab.attachment;

import dev.confab.event.FileFacts;
import dev.confab.log.Lookup;
import dev.confab.log.Transaction;
import dev.confab.log.Unavailable;
import dev.confab.ops.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.metrics.MetricRegistry;

/** The files that people share: taking them in, giving them out, and throwing away what nobody can see any more. */
@ApplicationScoped
public class Attachments {
    /** Of one message. */
    public static final int MOST = 10;

    private static final int PICTURE_THREADS = 2;
    private static final int WAITING_PICTURES = 16;
    private static final int PICTURE_SECONDS = 30;
    private static final int SWEEP_SECONDS = 20;
    private static final Duration READERS_WAIT = Duration.ofSeconds(2);
    /** Of 64 threads for requests. */
    private static final int READERS = 40;

    private static final int READERS_OF_USER = 16;

    /** Bytes to be sent, from any place on. */
    public record Content(String type, boolean isShown, long size, Source source) {}

    /** Where bytes come from. */
    @FunctionalInterface
    public interface Source {
        InputStream read(long first, long length) throws IOException;
    }

    @Inject
    private AttachmentStore store;

    @Inject
    private Settings settings;

    @Inject
    private Clock clock;

    @Inject
    private MetricRegistry metrics;

    @Resource
    private ManagedThreadFactory threads;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final SecureRandom random = new SecureRandom();
    private Types types;
    private Vault vault;
    private ThreadPoolExecutor pictures;
    private Incoming incoming;
    private Sweep sweep;
    private Turns uploads;
    private final Turns readers = new Turns(READERS_OF_USER, READERS);

    protected Attachments() {} // the container makes a proxy by it

    Attachments(AttachmentStore store, Settings settings, Clock clock, ManagedThreadFactory threads, Vault vault) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.threads = threads;
        this.vault = vault;
    }

    @PostConstruct
    void open() {
        types = new Types();
        pictures = new ThreadPoolExecutor(
                PICTURE_THREADS,
                PICTURE_THREADS,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_PICTURES),
                threads);
        Settings.Files.Bucket bucket = settings.files().bucket();
        Path folder = settings.dataDir().resolve("files");
        if (vault == null) {
            vault = bucket == null ? new DiskVault(folder) : new S3Vault(bucket);
        }
        incoming = new Incoming(folder.resolve("incoming"));
        uploads = new Turns(settings.files().uploadsOfUser(), settings.files().uploads());
        sweep = new Sweep(store, vault, incoming, settings.files(), clock);
    }

    void begin(@Observes @Initialized(ApplicationScoped.class) Object start) {
        metrics.gauge("confab_files_uploading", uploads::taken);
        scheduler.scheduleWithFixedDelay(sweep::once, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void close() {
        pictures.shutdownNow();
        if (vault instanceof S3Vault bucket) {
            bucket.close();
        }
    }

    /** @param declared how many bytes are said to come, or -1; never more than the limit are read */
    public UploadResult take(String owner, String name, long declared, InputStream body) throws IOException {
        if (!uploads.take(owner, Duration.ZERO)) {
            return new UploadResult.TooManyAtOnce();
        }
        try {
            long most = Math.min(settings.files().size(), settings.files().quota() - store.stored(owner));
            return most <= 0 || declared > most
                    ? new UploadResult.TooBig(Math.max(0, most))
                    : take(owner, name, body, declared, most);
        } catch (Pace.TooSlow e) {
            return new UploadResult.TooSlow();
        } catch (Pace.BrokenOff e) { // nobody is there to be told
            return new UploadResult.Broken();
        } finally {
            uploads.giveBack(owner);
        }
    }

    private UploadResult take(String owner, String name, InputStream body, long declared, long most)
            throws IOException {
        Path file = incoming.file();
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                Pace.carry(new Bounded(body, most), out, clock);
            }
            if (declared >= 0 && Files.size(file) < declared) {
                return new UploadResult.Broken();
            }
            return body.read() < 0 ? keep(owner, name, file) : new UploadResult.TooBig(most);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private UploadResult keep(String owner, String name, Path file) throws IOException {
        String type = types.of(file);
        if (!Types.isTaken(type, settings.files())) {
            return new UploadResult.NotTaken(type);
        }
        if (Boxes.TYPES.contains(type)) {
            Boxes.blank(file);
        }
        return Pictures.TYPES.contains(type)
                ? keepPicture(owner, name, type, file)
                : keep(owner, name, type, file, null, null, null);
    }

    private UploadResult keepPicture(String owner, String name, String type, Path file) throws IOException {
        Path clean = incoming.file();
        Path small = incoming.file();
        try {
            return switch (inPool(() -> Picture.of(type, file, clean, small))) {
                case Picture.Broken() -> keep(owner, name, Types.UNKNOWN, file, null, null, null);
                case Picture.TooBig() -> new UploadResult.TooManyPixels();
                case Picture.Whole(Pictures.Size size, String smallType) ->
                    keep(owner, name, type, clean, size, smallType == null ? null : small, smallType);
            };
        } finally {
            Files.deleteIfExists(clean);
            Files.deleteIfExists(small);
        }
    }

    private Picture inPool(Callable<Picture> work) {
        try {
            return pictures.submit(work).get(PICTURE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException | TimeoutException e) {
            throw new Unavailable("too many pictures are being looked at", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the server stops", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a picture could not be looked at", e.getCause());
        }
    }

    private UploadResult keep(
            String owner, String name, String type, Path file, Pictures.Size pixels, Path small, String smallType)
            throws IOException {
        String key = key();
        Attachment.Small thumbnail = small == null ? null : new Attachment.Small(key(), smallType);
        long size = Files.size(file);
        long stored = size + (small == null ? 0 : Files.size(small));
        // First the bytes, then the row: what a crash leaves are bytes without a row, and the sweep finds them.
        vault.put(key, file);
        if (thumbnail != null) {
            vault.put(thumbnail.key(), small);
        }
        FileFacts facts = new FileFacts(
                id(),
                name,
                type,
                size,
                pixels == null ? null : pixels.width(),
                pixels == null ? null : pixels.height(),
                thumbnail != null,
                Instant.ofEpochMilli(clock.millis()));
        store.add(new Attachment(facts, owner, null, key, thumbnail), stored);
        if (store.stored(owner) > settings.files().quota()) { // another upload of theirs was faster
            store.doomLoose(facts.id(), owner);
            return new UploadResult.TooBig(0);
        }
        return new UploadResult.Kept(facts);
    }

    private String id() {
        String digits = new BigInteger(128, random).toString(32);
        return "0".repeat(26 - digits.length()) + digits;
    }

    private String key() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Who reads takes a turn, and gives it back. */
    public boolean mayRead(String user) {
        return readers.take(user, READERS_WAIT);
    }

    public void hasRead(String user) {
        readers.giveBack(user);
    }

    /** While it is in no message its owner alone may see it. */
    public Optional<Attachment> find(String id) {
        return store.find(id);
    }

    public boolean isLooseOf(Attachment file, String user) {
        return file.isLooseOf(user);
    }

    public Content content(Attachment file) {
        FileFacts facts = file.facts();
        return new Content(
                facts.type(),
                Types.isShown(facts.type()),
                facts.size(),
                (first, length) -> vault.read(file.key(), first, length));
    }

    /** The small picture; small enough to be read as a whole. */
    public Optional<Content> thumbnail(Attachment file) throws IOException {
        if (file.thumbnail() == null) {
            return Optional.empty();
        }
        byte[] bytes;
        try (InputStream in = vault.read(file.thumbnail().key(), 0, 8 * 1024 * 1024)) {
            bytes = in.readAllBytes();
        }
        return Optional.of(new Content(
                file.thumbnail().type(),
                true,
                bytes.length,
                (first, length) -> new ByteArrayInputStream(bytes, (int) first, (int) length)));
    }

    /** False when there is no such file, or it is somebody else's, or in a message. */
    public boolean discard(String owner, String id) {
        return store.doomLoose(id, owner);
    }

    /** For the writer: files that are in no message. What is found is locked until the commit. */
    public Lookup<Attachment> there() {
        return store.there();
    }

    /** For the writer: what is said of these files, or nothing when one of them is not the author's to attach. */
    public Optional<List<FileFacts>> loose(Transaction tx, String author, List<String> ids) {
        List<Attachment> files = ids.stream()
                .map(id -> tx.found(store.there(), id))
                .filter(file -> file != null && file.isLooseOf(author))
                .toList();
        return files.size() == ids.size()
                ? Optional.of(files.stream().map(Attachment::facts).toList())
                : Optional.empty();
    }

    /** For the writer: from now on they are the message's, and the changes after this one know it. */
    public void attach(Transaction tx, List<String> ids, String message) {
        for (int place = 0; place < ids.size(); place++) {
            store.attach(tx, ids.get(place), message, place);
            tx.remember(store.there(), ids.get(place), null);
        }
    }

    /** For the writer: nobody may read them any more, and their bytes go soon. */
    public void discardAllOf(Transaction tx, String message) {
        store.doomAllOf(tx, message);
    }
}
