package offhook.sip.agent;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MediaType;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipMessage;

/** What stands in the bodies of the requests of a call. */
final class Bodies {

    static final String SDP = "application/sdp";

    /** What Cisco began with, and what most phones send besides RFC 4733: "Signal=5" and "Duration=160", on lines. */
    private static final String RELAY = "application/dtmf-relay";

    /** The key alone. */
    private static final String DTMF = "application/dtmf";

    private static final Pattern SIGNAL =
            Pattern.compile("(?im)^[ \\t]*Signal[ \\t]*=[ \\t]*([0-9A-D*#]{1,2})[ \\t]*$");

    private Bodies() {}

    /**
     * The session description of a request; empty if it has no body.
     *
     * @throws SipFailure 415 if the body is something else
     */
    static Optional<String> description(SipMessage message) {
        if (!message.hasBody()) {
            return Optional.empty();
        }
        if (!MediaType.is(message, SDP) || isEncoded(message)) {
            throw new SipFailure(415).with(HeaderName.ACCEPT, SDP);
        }
        return Optional.of(text(message));
    }

    /**
     * The key that an INFO tells of; empty if it has no body, or no key in it.
     *
     * @throws SipFailure 415 if the body is something else
     */
    static Optional<Character> key(SipMessage info) {
        if (!info.hasBody()) {
            return Optional.empty();
        }
        var text = text(info).replace("\r", "");
        return switch (MediaType.of(info).map(MediaType::name).orElse("")) {
            case DTMF -> key(text.strip());
            case RELAY -> {
                var signal = SIGNAL.matcher(text);
                yield signal.find() ? key(signal.group(1)) : Optional.empty();
            }
            default -> throw new SipFailure(415).with(HeaderName.ACCEPT, RELAY + ", " + DTMF);
        };
    }

    /** Some write the number of the event (RFC 4733 §3.2) for * and #. */
    private static Optional<Character> key(String written) {
        if (written.equals("10")) {
            return Optional.of('*');
        }
        if (written.equals("11")) {
            return Optional.of('#');
        }
        char first = written.isEmpty() ? ' ' : Character.toUpperCase(written.charAt(0));
        return written.length() == 1 && "0123456789*#ABCD".indexOf(first) >= 0 ? Optional.of(first) : Optional.empty();
    }

    private static boolean isEncoded(SipMessage message) {
        return message.values(HeaderName.CONTENT_ENCODING).stream().anyMatch(how -> !how.equalsIgnoreCase("identity"));
    }

    private static String text(SipMessage message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }
}
