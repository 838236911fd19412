package offhook.sip.message;

import java.nio.charset.StandardCharsets;

/**
 * The guard in front of everything: takes a message apart into start line, header lines and body without parsing values,
 * in one pass, within limits; then checks what every message must have. Safe to share.
 */
public final class MessageReader {

    private final Limits limits;

    public MessageReader(Limits limits) {
        this.limits = limits;
    }

    public Limits limits() {
        return limits;
    }

    /** A datagram: what stands behind the body that Content-Length announces is ignored (RFC 3261 §18.3). */
    public Reading datagram(byte[] bytes) {
        return read(bytes, Framing.DATAGRAM);
    }

    /** Exactly one message of a stream, as its Content-Length frames it. */
    public Reading frame(byte[] bytes) {
        return read(bytes, Framing.STREAM);
    }

    /** Exactly one message, framed by its transport (RFC 7118 §5): it may do without Content-Length. */
    public Reading whole(byte[] bytes) {
        return read(bytes, Framing.WHOLE);
    }

    private enum Framing {
        DATAGRAM,
        STREAM,
        WHOLE
    }

    private Reading read(byte[] bytes, Framing framing) {
        int start = skipBlank(bytes);
        if (start == bytes.length) {
            return new Reading.KeepAlive();
        }
        int end = MessageHead.lineEnd(bytes, start);
        var line = StartLine.read(bytes, start, end);
        if (line == null) {
            return new Reading.Dropped("not SIP");
        }
        var head = new MessageHead(line.message(), line.fault(), limits);
        if (framing == Framing.DATAGRAM && bytes.length > limits.datagram()) {
            head.fault(new SipFailure(513));
        }
        int body = head.read(bytes, end);
        head.body(bytes, body, framing == Framing.STREAM);
        return verdict(line.message(), head.fault());
    }

    private static Reading verdict(SipMessage message, SipFailure fault) {
        SipFailure failure = fault;
        if (failure == null) {
            try {
                Validity.check(message);
                return new Reading.Read(message);
            } catch (SipFailure invalid) {
                failure = invalid;
            }
        }
        // RFC 3261 §18.3: a malformed response is dropped; an ACK is never answered.
        return message instanceof SipRequest request && !request.is(Method.ACK) && request.has(HeaderName.VIA)
                ? new Reading.Refused(request, failure)
                : new Reading.Dropped(failure.reason());
    }

    private static int skipBlank(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && (bytes[at] == '\r' || bytes[at] == '\n' || bytes[at] == 0)) {
            at++;
        }
        return at;
    }

    /** For messages that are written by hand: tests, and documents that hold one. */
    public static SipMessage parse(String text) {
        var reading = new MessageReader(Limits.DEFAULT).datagram(text.getBytes(StandardCharsets.UTF_8));
        if (reading instanceof Reading.Read read) {
            return read.message();
        }
        throw new IllegalArgumentException(reading.toString());
    }
}
