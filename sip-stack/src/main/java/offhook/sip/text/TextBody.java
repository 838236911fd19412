package offhook.sip.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MediaType;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import org.jsoup.Jsoup;

/** Reads the text out of a MESSAGE: plain, HTML without its markup, either of them wrapped as CPIM (RFC 3862). */
final class TextBody {

    static final String ACCEPT = "text/plain, text/html, message/cpim";

    private static final MediaType PLAIN = new MediaType("text/plain", Optional.empty());
    private static final MediaType UNREADABLE = new MediaType("", Optional.empty());
    private static final String CPIM = "message/cpim";
    private static final String BLOCKS = "p, div, li, tr, pre, blockquote, h1, h2, h3, h4, h5, h6";
    private static final Pattern BLANK_LINE = Pattern.compile("\\r?\\n\\r?\\n");
    private static final Pattern LINE = Pattern.compile("\\r?\\n");

    private TextBody() {}

    /**
     * @return empty if it is of a kind that we do not take, RFC 3428 §7: 415
     * @throws SipFailure 400 if it is not what its type says
     */
    static Optional<String> of(SipRequest message) {
        if (message.has(HeaderName.CONTENT_ENCODING)) {
            return Optional.empty();
        }
        var type = message.has(HeaderName.CONTENT_TYPE) ? MediaType.of(message).orElse(UNREADABLE) : PLAIN;
        if (!type.name().equals(CPIM)) {
            return of(type, message.body());
        }
        // Message headers, a blank line, the MIME headers of what is wrapped, a blank line, and that.
        var parts = BLANK_LINE.split(decoded(message.body(), UTF_8), 3);
        if (parts.length < 3) {
            throw new SipFailure(400, "Bad CPIM");
        }
        return of(wrapped(parts[1]), parts[2].getBytes(UTF_8));
    }

    /** What is wrapped was decoded with all of it. */
    private static MediaType wrapped(String headers) {
        var name = LINE.splitAsStream(headers)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type:"))
                .map(line -> MediaType.parse(
                                line.substring(line.indexOf(':') + 1).strip())
                        .orElse(UNREADABLE)
                        .name())
                .findFirst()
                .orElse(PLAIN.name());
        return new MediaType(name, Optional.empty());
    }

    private static Optional<String> of(MediaType type, byte[] body) {
        return switch (type.name()) {
            case "text/plain" -> charset(type).map(charset -> decoded(body, charset));
            case "text/html" -> charset(type).map(charset -> withoutMarkup(decoded(body, charset)));
            default -> Optional.empty();
        };
    }

    /** RFC 3428 §4: text in any charset, of which every user agent knows UTF-8. Empty if it is one that we do not know. */
    private static Optional<Charset> charset(MediaType type) {
        try {
            return Optional.of(type.charset().map(Charset::forName).orElse(UTF_8));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static String withoutMarkup(String html) {
        var body = Jsoup.parse(html).body();
        body.select(BLOCKS).forEach(block -> block.appendText("\n"));
        return body.wholeText();
    }

    private static String decoded(byte[] body, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException e) {
            throw new SipFailure(400, "Bad " + charset.name());
        }
    }
}
