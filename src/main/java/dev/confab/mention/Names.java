package dev.confab.mention;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.LinkResult;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/**
 * The names that a text speaks to: {@code @} and what may be a username or one of our words, in any case. Not after a
 * letter, a digit, an underscore or a slash of ASCII, so that an address is none; and not in code, links and addresses.
 * It reads a text as the app does: what the reader sees as a mention is one, and nothing else ({@code
 * docs/markdown.md}). Punctuation behind it is the sentence's. Scripts that put no space between words may go right up to it.
 */
final class Names {
    /** More of them in one text are passed over. */
    static final int MOST = 100;

    /** Deeper quotes and lists are plain text. */
    private static final int DEEPEST = 50;

    private static final Pattern NAME = Pattern.compile(
            "(?<![A-Za-z0-9_/])@([A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_])?)(?![._-]*[A-Za-z0-9_])");
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?<![\\p{L}\\p{N}])(?:https?://|www\\.)[^\\s<>\"'`|)\\]}]+");

    /** What is indented is no code, HTML is words, and there are no definitions: nobody means these in chat. */
    private static final Parser PARSER = Parser.builder()
            .enabledBlockTypes(Set.of(
                    BlockQuote.class, Heading.class, FencedCodeBlock.class, ThematicBreak.class, ListBlock.class))
            .customInlineContentParserFactory(new AsTyped('&'))
            .customInlineContentParserFactory(new AsTyped('<'))
            .linkProcessor((link, rest, context) -> link.destination() == null
                    ? LinkResult.wrapTextIn(new Words(), link.afterTextBracket())
                    : LinkResult.none())
            .maxOpenBlockParsers(DEEPEST)
            .build();

    private Names() {}

    /** In lower case, each once, in the order of the text. */
    static List<String> in(String text) {
        return text.indexOf('@') < 0
                ? List.of()
                : NAME.matcher(spoken(text))
                        .results()
                        .map(MatchResult::group)
                        .map(name -> name.substring(1).toLowerCase(Locale.ROOT))
                        .distinct()
                        .limit(MOST)
                        .toList();
    }

    /** The words of a sentence that are neither code nor in a link; what stands apart in the tree is kept apart. */
    private static String spoken(String text) {
        StringBuilder read = new StringBuilder(text.length());
        for (Node node = PARSER.parse(text); node != null; node = after(node)) {
            switch (node) {
                case Text words ->
                    read.append(' ').append(ADDRESS.matcher(words.getLiteral()).replaceAll(" "));
                case HtmlInline words -> read.append(words.getLiteral());
                case LinkReferenceDefinition words ->
                    read.append(" [" + words.getLabel() + "]: " + words.getDestination() + " ")
                            .append(words.getTitle() == null ? "" : words.getTitle());
                default -> read.append('\n'); // what stands in code is none of its nodes
            }
        }
        return read.toString();
    }

    /** No recursion: how deep it goes is up to whoever wrote the text. A link's words are the link's. */
    private static Node after(Node node) {
        boolean isLink = node instanceof Link || node instanceof Image;
        if (node.getFirstChild() != null && !isLink) {
            return node.getFirstChild();
        }
        for (Node up = node; up != null; up = up.getParent()) {
            if (up.getNext() != null) {
                return up.getNext();
            }
        }
        return null;
    }

    /** What stands in brackets and is no link. */
    private static final class Words extends CustomNode {}

    /** A sign that begins HTML or an entity elsewhere, and is itself here; but for addresses in angle brackets. */
    private record AsTyped(char sign) implements InlineContentParserFactory, InlineContentParser {
        @Override
        public Set<Character> getTriggerCharacters() {
            return Set.of(sign);
        }

        @Override
        public InlineContentParser create() {
            return this;
        }

        @Override
        public ParsedInline tryParse(InlineParserState state) {
            Scanner rest = state.scanner();
            rest.next();
            Position here = rest.position();
            boolean isAddress = false;
            if (sign == '<') {
                rest.match(letter -> letter < 128 && (Character.isLetterOrDigit(letter) || ".+-".indexOf(letter) >= 0));
                isAddress = rest.peek() == ':' || rest.peek() == '@';
            }
            return isAddress ? ParsedInline.none() : ParsedInline.of(new Text(String.valueOf(sign)), here);
        }
    }
}
