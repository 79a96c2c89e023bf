package dev.confab.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes that are asked for, from the first to the last one, both included (RFC 9110, section 14). */
record Part(long first, long last) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,15})-(\\d{0,15})");

    static Part all(long size) {
        return new Part(0, size - 1);
    }

    /** Empty where all of it is to be given: also when several parts are asked for, or those of another state. */
    static Optional<Part> wanted(HttpServletRequest request, String tag, long size) {
        String condition = request.getHeader("If-Range");
        boolean isOfThis = condition == null || condition.equals(tag);
        return isOfThis ? of(request.getHeader("Range"), size) : Optional.empty();
    }

    static Optional<Part> of(String range, long size) {
        Matcher wanted = RANGE.matcher(range == null ? "" : range);
        if (!wanted.matches() || range.equals("bytes=-")) {
            return Optional.empty();
        }
        String first = wanted.group(1);
        String last = wanted.group(2);
        if (first.isEmpty()) {
            return Optional.of(new Part(Math.max(0, size - Long.parseLong(last)), size - 1));
        }
        return Optional.of(
                new Part(Long.parseLong(first), last.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(last))));
    }

    boolean isBeyond(long size) {
        return first >= size || last < first;
    }

    long length() {
        return last - first + 1;
    }
}
