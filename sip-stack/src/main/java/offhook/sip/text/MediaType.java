package offhook.sip.text;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;

/**
 * What a Content-Type says, RFC 3261 §20.15.
 *
 * @param name type and subtype in lower case
 * @param charset empty if it is one that we do not know
 */
record MediaType(String name, Optional<Charset> charset) {

    /** RFC 3428 §4: text in any charset, of which every user agent knows UTF-8. */
    static MediaType of(String contentType) {
        var parts = contentType.split(";");
        Optional<Charset> charset = Optional.of(StandardCharsets.UTF_8);
        for (int i = 1; i < parts.length; i++) {
            var param = parts[i].split("=", 2);
            if (param.length == 2 && param[0].strip().equalsIgnoreCase("charset")) {
                charset = charset(param[1].strip().replace("\"", ""));
            }
        }
        return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), charset);
    }

    private static Optional<Charset> charset(String name) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }
}
