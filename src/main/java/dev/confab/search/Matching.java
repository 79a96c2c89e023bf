package dev.confab.search;

import static dev.confab.search.IndexedMessage.SIGNS;
import static dev.confab.search.IndexedMessage.STEMS;
import static dev.confab.search.IndexedMessage.WORDS;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * Makes the index's query for words. It is put together here, term by term: no parser ever sees what somebody typed.
 *
 * <p>A message must hold all words. How well it does is a small whole number, which depends on nothing but the message
 * and the question: so an order that was seen on one page holds on the next, whatever else is written meanwhile.
 */
final class Matching {
    private static final float EXACTLY = 3;
    private static final float INFLECTED = 2;
    private static final float BEGUN = 1;
    private static final float IN_THIS_ORDER = 2;
    private static final int SHORTEST_BEGINNING = 2;
    private static final int MOST_BEGUN_SEEN = 2_000;
    private static final int MOST_BEGUN = 128;
    /** Of a run without spaces from this length on, some pairs stand over the seam of two words. */
    private static final int LONG_RUN = 4;

    private static final double ENOUGH_OF_A_RUN = 0.6;
    private final IndexReader index;

    Matching(IndexReader index) {
        this.index = index;
    }

    Query of(List<Question.Sought> words) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (Question.Sought word : words) {
            all.add(of(word), Occur.MUST);
        }
        List<Token> together = inOneRow(words);
        if (words.size() > 1 && together.size() > 1) {
            all.add(scored(phrase(together), IN_THIS_ORDER), Occur.SHOULD);
        }
        return all.build();
    }

    private static List<Token> inOneRow(List<Question.Sought> words) {
        List<Token> row = new ArrayList<>();
        int position = 0;
        int start = 0;
        for (Question.Sought word : words) {
            int next = position;
            for (Token token : words(word.tokens())) {
                row.add(new Token(
                        token.term(),
                        start + token.start(),
                        start + token.end(),
                        position + token.position(),
                        token.form()));
                next = position + token.position() + 1;
            }
            position = next;
            start += word.text().length() + 1;
        }
        return row;
    }

    private Query of(Question.Sought sought) throws IOException {
        List<Token> words = words(sought.tokens());
        if (words.isEmpty()) {
            return signs(sought.tokens());
        }
        if (sought.isPhrase()) {
            return scored(phrase(words), EXACTLY);
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        List<Token> run = new ArrayList<>();
        for (int i = 0; i <= words.size(); i++) {
            boolean isSeam =
                    i == words.size() || !run.isEmpty() && isCharacter(words.get(i)) != isCharacter(run.getFirst());
            if (isSeam) {
                boolean isOpen = sought.isOpen() && i == words.size();
                all.add(
                        isCharacter(run.getFirst()) ? characters(run) : named(run, sought.tokens(), isOpen),
                        Occur.MUST);
                run.clear();
            }
            if (i < words.size()) {
                run.add(words.get(i));
            }
        }
        return all.build();
    }

    private static boolean isCharacter(Token word) {
        return Words.isCharacter(word.term());
    }

    private static List<Token> words(List<Token> tokens) {
        return tokens.stream().filter(token -> token.form() == Token.Form.WORD).toList();
    }

    /** A word, or several with something else than a space between: a name, an address, a path. */
    private Query named(List<Token> words, List<Token> tokens, boolean isOpen) throws IOException {
        List<Token> joined = tokens.stream()
                .filter(token -> token.form() == Token.Form.JOINED)
                .filter(token -> token.start() == words.getFirst().start()
                        && token.end() >= words.getLast().end())
                .toList();
        boolean isLanguage = words.size() == 1
                && !joined.isEmpty()
                && !joined.getFirst().term().equals(words.getFirst().term());
        if (isLanguage) {
            return scored(term(WORDS, joined.getFirst().term()), EXACTLY);
        }
        List<Query> ways = new ArrayList<>();
        ways.add(scored(phrase(words), EXACTLY));
        Set<String> whole = new LinkedHashSet<>();
        joined.forEach(token -> whole.add(token.term()));
        for (String term : whole) {
            ways.add(scored(term(WORDS, term), EXACTLY));
        }
        if (words.size() == 1) {
            whole.add(words.getFirst().term());
        }
        for (String term : whole) {
            String stem = Folding.stem(term);
            if (!stem.isEmpty()) {
                ways.add(scored(term(STEMS, stem), INFLECTED));
            }
        }
        if (isOpen && words.getLast().term().length() >= (words.size() > 1 ? 1 : SHORTEST_BEGINNING)) {
            ways.add(scored(begun(words), BEGUN));
            for (Token token : joined) {
                ways.add(scored(new PrefixQuery(new Term(WORDS, token.term())), BEGUN));
            }
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    private Query begun(List<Token> words) throws IOException {
        String last = words.getLast().term();
        if (words.size() == 1) {
            return new PrefixQuery(new Term(WORDS, last));
        }
        MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
        words.subList(0, words.size() - 1).forEach(word -> phrase.add(new Term(WORDS, word.term())));
        Term[] endings =
                beginningWith(last).stream().map(term -> new Term(WORDS, term)).toArray(Term[]::new);
        if (endings.length == 0) {
            return MatchNoDocsQuery.INSTANCE;
        }
        phrase.add(endings);
        return phrase.build();
    }

    /** The most frequent ones of the first that begin so: a bound for what one letter can mean. */
    private List<String> beginningWith(String start) throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        BytesRef prefix = new BytesRef(start);
        for (LeafReaderContext leaf : index.leaves()) {
            Terms terms = leaf.reader().terms(WORDS);
            if (terms == null) {
                continue;
            }
            TermsEnum each = terms.iterator();
            int seen = 0;
            for (TermsEnum.SeekStatus at = each.seekCeil(prefix);
                    at != TermsEnum.SeekStatus.END
                            && StringHelper.startsWith(each.term(), prefix)
                            && seen < MOST_BEGUN_SEEN;
                    at = each.next() == null ? TermsEnum.SeekStatus.END : TermsEnum.SeekStatus.FOUND) {
                found.merge(each.term().utf8ToString(), each.docFreq(), Integer::sum);
                seen++;
            }
        }
        return found.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(MOST_BEGUN)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A run of a script without spaces: as it stands, or its words, for which we know no better than pairs. */
    private static Query characters(List<Token> run) {
        if (run.size() == 1) {
            return scored(term(WORDS, run.getFirst().term()), EXACTLY);
        }
        BooleanQuery.Builder loosely = new BooleanQuery.Builder();
        for (List<String> part : Runs.of(run.stream().map(Token::term).toList())) {
            loosely.add(part(part), Occur.MUST);
        }
        return new DisjunctionMaxQuery(List.of(scored(phrase(run), EXACTLY), scored(loosely.build(), INFLECTED)), 0);
    }

    private static Query part(List<String> characters) {
        if (characters.size() == 1) {
            return term(WORDS, characters.getFirst());
        }
        BooleanQuery.Builder pairs = new BooleanQuery.Builder();
        int many = characters.size() - 1;
        for (int i = 0; i < many; i++) {
            pairs.add(term(WORDS, characters.get(i) + characters.get(i + 1)), Occur.SHOULD);
        }
        pairs.setMinimumNumberShouldMatch(
                characters.size() < LONG_RUN ? many : (int) Math.ceil(many * ENOUGH_OF_A_RUN));
        return pairs.build();
    }

    private static Query signs(List<Token> tokens) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        tokens.stream().map(Token::term).distinct().forEach(sign -> all.add(term(SIGNS, sign), Occur.FILTER));
        return scored(all.build(), EXACTLY);
    }

    /** These words at these places. Of neighbours that are characters, pairs: they are rarer. */
    private static Query phrase(List<Token> words) {
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        int first = words.getFirst().position();
        for (int i = 0; i < words.size(); i++) {
            Token word = words.get(i);
            boolean hasNext = i + 1 < words.size() && isPair(word, words.get(i + 1));
            boolean isCovered = i > 0 && !hasNext && isPair(words.get(i - 1), word);
            if (hasNext) {
                phrase.add(new Term(WORDS, word.term() + words.get(i + 1).term()), word.position() - first);
            } else if (!isCovered) {
                phrase.add(new Term(WORDS, word.term()), word.position() - first);
            }
        }
        return phrase.build();
    }

    private static boolean isPair(Token one, Token next) {
        return isCharacter(one) && isCharacter(next) && next.start() == one.end();
    }

    private static Query term(String field, String term) {
        return new TermQuery(new Term(field, term));
    }

    private static Query scored(Query query, float score) {
        return new BoostQuery(new ConstantScoreQuery(query), score);
    }
}
