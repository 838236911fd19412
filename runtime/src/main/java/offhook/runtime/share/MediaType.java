package offhook.runtime.share;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The media type of a file, RFC 9110 §8.3.1. Immutable and safe to share.
 *
 * @param text as it is sent
 */
public record MediaType(String text) {

    /** What holds where nobody said anything. */
    public static final MediaType UNKNOWN = new MediaType("application/octet-stream");

    private static final int LONGEST = 200;
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]+";
    private static final Pattern SHAPE = Pattern.compile(
            TOKEN + "/" + TOKEN + "(?:[ \\t]*;[ \\t]*" + TOKEN + "=(?:" + TOKEN + "|\"[ !#-\\[\\]-~]*\"))*");
    private static final Pattern ENDS = Pattern.compile("[ \\t;]+$");

    /** Types that browsers show and that run nothing. */
    private static final Set<String> HARMLESS = Set.of(
            "application/pdf",
            "image/apng",
            "image/avif",
            "image/bmp",
            "image/gif",
            "image/heic",
            "image/jpeg",
            "image/png",
            "image/webp",
            "text/plain");

    /** Empty for what is none. */
    public static Optional<MediaType> parse(String text) {
        var bare = ENDS.matcher(text.strip()).replaceFirst(""); // some clients end it with a semicolon
        return bare.length() <= LONGEST && SHAPE.matcher(bare).matches()
                ? Optional.of(new MediaType(bare))
                : Optional.empty();
    }

    /** Whether a browser may show it; whatever may run a script is only ever downloaded. */
    public boolean harmless() {
        var kind = essence();
        return HARMLESS.contains(kind) || kind.startsWith("audio/") || kind.startsWith("video/");
    }

    /** Whether the other one says the same, as far as types go. */
    public boolean matches(MediaType other) {
        return essence().equals(other.essence());
    }

    private String essence() {
        int end = text.indexOf(';');
        return (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
