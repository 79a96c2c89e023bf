package dev.confab.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * The files of the index: messages, and with them how far each log has been read. Both are written in one commit, so
 * after a crash the cursors say exactly what is in it.
 *
 * <p>One thread writes; any may search.
 */
final class MessageIndex implements AutoCloseable {
    /** To be raised when texts are taken apart in another way: an index of another version is built anew. */
    static final String VERSION = "3";

    private static final Logger LOG = Logger.getLogger(MessageIndex.class.getName());
    /** It would advise each start to use a module that is in no released Java; held, so that it stays as it is. */
    private static final Logger ADVICE =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    private static final String CURSOR = "cursor";
    private static final String CURSOR_OF = "log";
    private static final int MEMORY_MB = 32;
    private static final long PATIENCE_NANOS = 3_000_000_000L;
    private static final long FRESH_NANOS = 1_000_000_000L;

    /** The best first, and of those that are equally good the latest. No two are in the same place. */
    private static final Sort ORDER = new Sort(
            SortField.FIELD_SCORE,
            LongField.newSortField(IndexedMessage.AT, true, SortedNumericSelector.Type.MIN),
            new SortField(IndexedMessage.ID, SortField.Type.STRING, true));

    /**
     * What may be found at all.
     *
     * @param channels what the one who asks may read
     * @param authors one of each of these wrote it
     * @param only these messages, or empty for any
     */
    record Scope(Collection<String> channels, List<Collection<String>> authors, Optional<Collection<String>> only) {}

    /** Where a message stands among the hits of a question. */
    record Place(float score, long at, String id) {}

    /** @param fingerprint of the text that was found */
    record Hit(Place place, long fingerprint) {
        String id() {
            return place.id();
        }
    }

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private boolean isChanged;
    /** Whether anything was put since the searchers were last renewed. */
    private volatile boolean isAhead;

    private volatile long renewedAt = System.nanoTime() - FRESH_NANOS;

    private MessageIndex(Directory directory, IndexWriter writer) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, null);
    }

    /** What is damaged or of another version is thrown away: everything is in the logs. */
    static MessageIndex open(Path folder) throws IOException {
        ADVICE.setLevel(Level.SEVERE);
        Files.createDirectories(folder);
        // Not mapped into memory: a file that is cut short would end the process, and newer Javas warn of native
        // access.
        Directory directory = new NIOFSDirectory(folder);
        try {
            if (!isUsable(directory)) {
                clear(directory);
            }
            IndexWriterConfig config =
                    new IndexWriterConfig().setRAMBufferSizeMB(MEMORY_MB).setCommitOnClose(false);
            ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
            merges.setMaxMergesAndThreads(6, 1);
            config.setMergeScheduler(merges);
            IndexWriter writer = new IndexWriter(directory, config);
            writer.setLiveCommitData(Map.of("version", VERSION).entrySet());
            return new MessageIndex(directory, writer);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** By hand: a new index in the place of a damaged one would first read what was there. */
    private static void clear(Directory directory) throws IOException {
        try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
            for (String file : directory.listAll()) {
                lock.ensureValid();
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(file);
                }
            }
        }
    }

    private static boolean isUsable(Directory directory) throws IOException {
        if (!DirectoryReader.indexExists(directory)) {
            return false;
        }
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            boolean isOurs =
                    VERSION.equals(reader.getIndexCommit().getUserData().get("version"));
            if (!isOurs) {
                LOG.info("the search index is of another version and is built anew");
            }
            return isOurs;
        } catch (CorruptIndexException
                | IndexFormatTooOldException
                | IndexFormatTooNewException
                | java.io.EOFException
                | java.nio.file.NoSuchFileException
                | IllegalArgumentException e) {
            LOG.log(Level.WARNING, "the search index is damaged and is built anew", e);
            return false;
        }
    }

    /** How far each log has been read into it. */
    Map<String, Long> cursors() throws IOException {
        Map<String, Long> cursors = new HashMap<>();
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                NumericDocValues seqs = leaf.reader().getNumericDocValues(CURSOR);
                SortedDocValues logs = leaf.reader().getSortedDocValues(CURSOR_OF);
                if (seqs == null || logs == null) {
                    continue;
                }
                for (int doc = seqs.nextDoc(); doc != NumericDocValues.NO_MORE_DOCS; doc = seqs.nextDoc()) {
                    boolean isLive = leaf.reader().getLiveDocs() == null
                            || leaf.reader().getLiveDocs().get(doc);
                    if (isLive && logs.advanceExact(doc)) {
                        cursors.put(logs.lookupOrd(logs.ordValue()).utf8ToString(), seqs.longValue());
                    }
                }
            }
        }
        return cursors;
    }

    /** Puts it in the place of what was known of the message before. */
    void put(IndexedMessage message) throws IOException {
        writer.updateDocument(new Term(IndexedMessage.ID, message.id()), message.document());
        isChanged = true;
        isAhead = true;
    }

    void remove(String message) throws IOException {
        writer.deleteDocuments(new Term(IndexedMessage.ID, message));
        isChanged = true;
        isAhead = true;
    }

    /** Everything of the log up to {@code seq} has been put. */
    void advance(String log, long seq) throws IOException {
        Document cursor = new Document();
        cursor.add(new StringField(CURSOR_OF, log, Field.Store.NO));
        cursor.add(new SortedDocValuesField(CURSOR_OF, new BytesRef(log)));
        cursor.add(new NumericDocValuesField(CURSOR, seq));
        writer.updateDocument(new Term(CURSOR_OF, log), cursor);
        isChanged = true;
    }

    /** From now on searches see what was put. A segment is written for it, which costs more than to put 500 messages. */
    void refresh() throws IOException {
        isAhead = false;
        renewedAt = System.nanoTime();
        searchers.maybeRefreshBlocking();
    }

    /** Makes what was put survive the process; false when there was nothing new. */
    boolean commit() throws IOException {
        if (!isChanged) {
            return false;
        }
        isChanged = false;
        writer.commit();
        return true;
    }

    /**
     * At most {@code limit} messages of the scope that answer the question, among what was put up to a second ago: who
     * searches has the searchers renewed, so that nobody pays for it while nobody searches.
     *
     * @param after where the page before ended, or null
     * @throws SearchTimeout when it takes longer than 3 s
     */
    List<Hit> search(Question question, Scope scope, Place after, int limit) throws IOException {
        if (isAhead && System.nanoTime() - renewedAt >= FRESH_NANOS) {
            refresh();
        }
        IndexSearcher known = searchers.acquire();
        try {
            IndexSearcher searcher = new IndexSearcher(known.getIndexReader());
            long end = System.nanoTime() + PATIENCE_NANOS;
            searcher.setTimeout(() -> System.nanoTime() - end > 0);
            Query query = query(question, scope, new Matching(known.getIndexReader()));
            FieldDoc from = after == null
                    ? null
                    : new FieldDoc(Integer.MAX_VALUE, Float.NaN, new Object[] {
                        after.score(), after.at(), new BytesRef(after.id())
                    });
            TopFieldDocs found = searcher.search(query, new TopFieldCollectorManager(ORDER, limit, from, 1));
            if (searcher.timedOut()) {
                throw new SearchTimeout();
            }
            return hits(found.scoreDocs, known);
        } finally {
            searchers.release(known);
        }
    }

    /** It took too long; the same question may be too much for this node now. */
    static final class SearchTimeout extends RuntimeException {}

    private static Query query(Question question, Scope scope, Matching matching) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        // Nothing of another channel is ever counted, compared or scored.
        all.add(anyOf(IndexedMessage.CHANNEL, scope.channels()), Occur.FILTER);
        scope.authors().forEach(some -> all.add(anyOf(IndexedMessage.AUTHOR, some), Occur.FILTER));
        scope.only().ifPresent(ids -> all.add(anyOf(IndexedMessage.ID, ids), Occur.FILTER));
        question.features().stream()
                .filter(feature -> !feature.isPersonal())
                .forEach(feature ->
                        all.add(new TermQuery(new Term(IndexedMessage.FEATURE, feature.word())), Occur.FILTER));
        if (question.isTimed()) {
            long last = question.until().toEpochMilli();
            all.add(
                    LongField.newRangeQuery(
                            IndexedMessage.AT,
                            question.from().toEpochMilli(),
                            last == Long.MAX_VALUE ? last : last - 1),
                    Occur.FILTER);
        }
        if (!question.words().isEmpty()) {
            all.add(matching.of(question.words()), Occur.MUST);
        }
        return all.build();
    }

    private static Query anyOf(String field, Collection<String> values) {
        return KeywordField.newSetQuery(
                field, values.stream().map(BytesRef::new).toList());
    }

    private static List<Hit> hits(ScoreDoc[] docs, IndexSearcher searcher) throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc doc : docs) {
            Object[] place = ((FieldDoc) doc).fields;
            LeafReaderContext leaf = searcher.getIndexReader()
                    .leaves()
                    .get(org.apache.lucene.index.ReaderUtil.subIndex(
                            doc.doc, searcher.getIndexReader().leaves()));
            NumericDocValues fingerprints = leaf.reader().getNumericDocValues(IndexedMessage.FINGERPRINT);
            fingerprints.advanceExact(doc.doc - leaf.docBase);
            hits.add(new Hit(
                    new Place((float) place[0], (long) place[1], ((BytesRef) place[2]).utf8ToString()),
                    fingerprints.longValue()));
        }
        return hits;
    }

    /** What was not committed is lost, and read from the logs again. */
    @Override
    public void close() throws IOException {
        try (directory;
                writer) {
            searchers.close();
        }
    }
}
