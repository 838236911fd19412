package offhook.sip.message;

import java.util.Locale;
import java.util.Optional;
import javax.sip.header.ContentTypeHeader;

/**
 * What a body is: the Content-Type of RFC 3261 §20.15.
 *
 * @param name type and subtype in lower case, with a slash between
 * @param charset as written
 */
public record MediaType(String name, Optional<String> charset) {

    /** As each call writes it, twice: to have that parsed takes as long as to look for the phones of the person called. */
    private static final MediaType SDP = new MediaType("application/sdp", Optional.empty());

    /** Empty if the message says nothing of its body, or nothing that can be read. */
    public static Optional<MediaType> of(SipMessage message) {
        try {
            return message.lines().first(HeaderName.CONTENT_TYPE, MediaType.class, MediaType::read);
        } catch (SipFailure unreadable) {
            return Optional.empty();
        }
    }

    /** Of a Content-Type that stands elsewhere; empty if it cannot be read. */
    public static Optional<MediaType> parse(String value) {
        try {
            return Optional.of(read(value));
        } catch (SipFailure unreadable) {
            return Optional.empty();
        }
    }

    private static MediaType read(String value) {
        if (value.equals(SDP.name)) {
            return SDP;
        }
        var header = JainHeaders.parse(HeaderName.CONTENT_TYPE, value, ContentTypeHeader.class)
                .get(0);
        var name = header.getContentType() + '/' + header.getContentSubType();
        return new MediaType(name.toLowerCase(Locale.ROOT), Optional.ofNullable(header.getParameter("charset")));
    }

    /** Whether the body is this, RFC 3261 §20.15: its parameters do not matter. */
    public static boolean is(SipMessage message, String name) {
        return of(message).filter(type -> type.name.equals(name)).isPresent();
    }
}
