package dev.confab.search;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;

/**
 * A message as the index knows it. Its text is not kept, only what it is found by.
 *
 * @param at when it was posted, in milliseconds since 1970
 */
record IndexedMessage(
        String id,
        String channel,
        String author,
        String text,
        long at,
        boolean isReply,
        boolean isEdited,
        boolean names,
        boolean isReactedTo,
        boolean isPinned,
        List<IndexedFile> files) {

    static final String ID = "id";
    static final String CHANNEL = "channel";
    static final String AUTHOR = "author";
    static final String AT = "at";
    static final String FEATURE = "feature";
    /** Of what was indexed: a message whose text is another now is not shown for the old one. */
    static final String FINGERPRINT = "fingerprint";

    static final String WORDS = "words";
    static final String STEMS = "stems";
    static final String SIGNS = "signs";

    private static final Pattern LINK = Pattern.compile("\\bhttps?://\\S", Pattern.CASE_INSENSITIVE);
    private static final FieldType WITH_POSITIONS = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static final FieldType WITHOUT_POSITIONS = type(IndexOptions.DOCS);

    private static FieldType type(IndexOptions options) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true); // how long a message is says nothing about how good it is
        type.setIndexOptions(options);
        type.freeze();
        return type;
    }

    static long fingerprint(String text) {
        return (long) text.length() << 32 | text.hashCode() & 0xFFFF_FFFFL;
    }

    Set<Feature> features() {
        Set<Feature> features = new LinkedHashSet<>();
        if (LINK.matcher(text).find()) {
            features.add(Feature.LINK);
        }
        if (text.indexOf('`') >= 0) {
            features.add(Feature.CODE);
        }
        if (names) {
            features.add(Feature.MENTION);
        }
        if (isReactedTo) {
            features.add(Feature.REACTION);
        }
        if (isPinned) {
            features.add(Feature.PIN);
            features.add(Feature.PINNED);
        }
        if (!files.isEmpty()) {
            features.add(Feature.FILE);
        }
        for (Feature kind : List.of(Feature.IMAGE, Feature.VIDEO, Feature.AUDIO)) {
            if (files.stream().anyMatch(file -> file.isA(kind))) {
                features.add(kind);
            }
        }
        if (isReply) {
            features.add(Feature.THREAD);
        }
        if (isEdited) {
            features.add(Feature.EDITED);
        }
        return features;
    }

    Document document() {
        Document document = new Document();
        document.add(new StringField(ID, id, Field.Store.NO));
        document.add(new SortedDocValuesField(ID, new BytesRef(id)));
        document.add(new KeywordField(CHANNEL, channel, Field.Store.NO));
        document.add(new KeywordField(AUTHOR, author, Field.Store.NO));
        document.add(new LongField(AT, at, Field.Store.NO));
        String searched = IndexedFile.searched(text, files);
        document.add(new NumericDocValuesField(FINGERPRINT, fingerprint(searched)));
        features().forEach(feature -> document.add(new StringField(FEATURE, feature.word(), Field.Store.NO)));
        List<Token> tokens = Words.of(searched);
        document.add(new Field(WORDS, new Terms(words(tokens)), WITH_POSITIONS));
        document.add(new Field(STEMS, new Terms(stems(tokens)), WITHOUT_POSITIONS));
        document.add(new Field(SIGNS, new Terms(signs(tokens)), WITHOUT_POSITIONS));
        return document;
    }

    private static List<Token> words(List<Token> tokens) {
        return tokens.stream()
                .filter(token -> token.form() != Token.Form.SIGN)
                .sorted(Comparator.comparingInt(Token::position)) // what is joined is known last, and stands first
                .toList();
    }

    private static List<Token> stems(List<Token> tokens) {
        return tokens.stream()
                .filter(token -> token.form() != Token.Form.SIGN && token.form() != Token.Form.PAIR)
                .map(token -> token.as(Folding.stem(token.term())))
                .filter(token -> !token.term().isEmpty())
                .toList();
    }

    private static List<Token> signs(List<Token> tokens) {
        return tokens.stream().filter(token -> token.form() == Token.Form.SIGN).toList();
    }

    /** Tokens as the index takes them. Never reused: a document is written once. */
    private static final class Terms extends TokenStream {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
        private final List<Token> tokens;
        private int next;
        private int position;

        Terms(List<Token> tokens) {
            this.tokens = tokens;
        }

        @Override
        public void reset() {
            next = 0;
            position = -1;
        }

        @Override
        public boolean incrementToken() {
            clearAttributes();
            if (next == tokens.size()) {
                return false;
            }
            Token token = tokens.get(next++);
            term.setEmpty().append(token.term());
            // Without positions their order is of no matter, but the first one must go forward.
            increment.setPositionIncrement(Math.max(next == 1 ? 1 : 0, token.position() - position));
            position = token.position();
            return true;
        }
    }
}
