package dev.confab.mention;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * The names that a text speaks to: {@code @} and what may be a username or one of our words, in any case. Not after a
 * letter, a digit, an underscore or a slash of ASCII, so that an address is none; and not in code, as CommonMark has it.
 * Punctuation behind it is the sentence's. Scripts that put no space between words may go right up to it.
 */
final class Names {
    /** More of them in one text are passed over. */
    static final int MOST = 100;

    /** Deeper quotes and lists are plain text. */
    private static final int DEEPEST = 50;

    private static final Pattern NAME = Pattern.compile(
            "(?<![A-Za-z0-9_/])@([A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9_])?)(?![._-]*[A-Za-z0-9_])");
    private static final Parser PARSER =
            Parser.builder().maxOpenBlockParsers(DEEPEST).build();

    private Names() {}

    /** In lower case, each once, in the order of the text. */
    static List<String> in(String text) {
        return text.indexOf('@') < 0
                ? List.of()
                : NAME.matcher(withoutCode(text))
                        .results()
                        .map(MatchResult::group)
                        .map(name -> name.substring(1).toLowerCase(Locale.ROOT))
                        .distinct()
                        .limit(MOST)
                        .toList();
    }

    /** As it is read, without marks of emphasis and the like. */
    private static String withoutCode(String text) {
        StringBuilder read = new StringBuilder(text.length());
        for (Node node = PARSER.parse(text); node != null; node = after(node)) {
            switch (node) {
                case Text words -> read.append(words.getLiteral());
                case HtmlInline words -> read.append(words.getLiteral());
                case HtmlBlock words -> read.append('\n').append(words.getLiteral());
                case Code ignored -> read.append(' ');
                case SoftLineBreak ignored -> read.append('\n');
                case HardLineBreak ignored -> read.append('\n');
                case Block ignored -> read.append('\n'); // what stands in a block of code is none of its nodes
                default -> {}
            }
        }
        return read.toString();
    }

    /** No recursion: how deep it goes is up to whoever wrote the text. */
    private static Node after(Node node) {
        if (node.getFirstChild() != null) {
            return node.getFirstChild();
        }
        for (Node up = node; up != null; up = up.getParent()) {
            if (up.getNext() != null) {
                return up.getNext();
            }
        }
        return null;
    }
}
