package offhook.runtime.share;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a file, RFC 9110 §14.
 *
 * @param first the place of its first byte
 * @param length at least 1, unless the file is empty
 */
record ByteRange(long first, long length) {

    private static final Pattern ONE = Pattern.compile("bytes=[ \\t]*(\\d{0,18})-(\\d{0,18})[ \\t]*");

    /** Nothing of the file is asked for, §15.5.17. */
    static final ByteRange NONE = new ByteRange(-1, 0);

    /** What one range asks for, {@link #NONE} if there is none of it; empty for several, and for what is no range. */
    static Optional<ByteRange> parse(String header, long size) {
        var range = ONE.matcher(header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(size, Long.parseLong(range.group(2)));
            return Optional.of(last == 0 ? NONE : new ByteRange(size - last, last));
        }
        long first = Long.parseLong(range.group(1));
        long end = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
        if (end < first && !range.group(2).isEmpty()) {
            return Optional.empty(); // §14.1.1: invalid, so the header is not there
        }
        return Optional.of(first >= size ? NONE : new ByteRange(first, Math.min(end, size - 1) - first + 1));
    }

    /** For Content-Range. */
    String of(long size) {
        return first < 0 ? "bytes */" + size : "bytes " + first + '-' + (first + length - 1) + '/' + size;
    }
}
