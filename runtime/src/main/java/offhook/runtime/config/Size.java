package offhook.runtime.config;

import java.util.List;
import java.util.regex.Pattern;

/** An amount of bytes; a KB is 1024 of them. */
@Doc("a size such as \"512KB\", \"10MB\" or \"1GB\"")
public record Size(long bytes) {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})(B|KB|MB|GB)|0");
    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB");

    public Size {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    /** Reads {@code 10MB}; a bare number is no size, but for 0. */
    public static Size parse(String text) {
        var written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException();
        }
        return written.group(1) == null
                ? new Size(0)
                : new Size(Long.parseLong(written.group(1)) << (10 * UNITS.indexOf(written.group(2))));
    }

    /** In the largest unit that leaves a whole number. */
    @Override
    public String toString() {
        long amount = bytes;
        int unit = 0;
        while (unit < UNITS.size() - 1 && amount > 0 && amount % 1024 == 0) {
            amount /= 1024;
            unit++;
        }
        return amount + UNITS.get(unit);
    }
}
