package offhook.sip.message;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sip.header.Header;

/**
 * A request or a response (RFC 3261 §7): a start line, header lines and a body.
 *
 * <p>A message that came in keeps its bytes. Values are parsed when they are asked for, and lines that nobody changed
 * are written as they came. A message belongs to whoever holds it: what was given to a transaction is not changed any
 * more, {@link #copy()} first. Copies share bytes and parsed values, so they cost little.
 */
public abstract sealed class SipMessage permits SipRequest, SipResponse {

    private static final byte[] NO_BODY = {};

    private final HeaderLines lines;
    private byte[] bodySource = NO_BODY;
    private int bodyStart;
    private int bodyEnd;

    SipMessage() {
        lines = new HeaderLines();
    }

    SipMessage(SipMessage other) {
        lines = new HeaderLines(other.lines);
        bodySource = other.bodySource;
        bodyStart = other.bodyStart;
        bodyEnd = other.bodyEnd;
    }

    /** A message of its own that says the same. */
    public abstract SipMessage copy();

    /** The first line without its CRLF. */
    public abstract String startLine();

    abstract byte[] startLineBytes();

    // What every message has. On a message that was read, these never fail.

    /** The topmost Via. */
    public Via topVia() {
        return lines.first(HeaderName.VIA, Via.class, Via::parse).orElseThrow(() -> SipFailure.bad("Via"));
    }

    public String callId() {
        return value(HeaderName.CALL_ID).orElseThrow(() -> SipFailure.bad("Call-ID"));
    }

    public CSeq cseq() {
        return lines.first(HeaderName.CSEQ, CSeq.class, CSeq::parse).orElseThrow(() -> SipFailure.bad("CSeq"));
    }

    public NameAddr from() {
        return lines.first(HeaderName.FROM, NameAddr.class, value -> NameAddr.parse(value, "From"))
                .orElseThrow(() -> SipFailure.bad("From"));
    }

    public NameAddr to() {
        return lines.first(HeaderName.TO, NameAddr.class, value -> NameAddr.parse(value, "To"))
                .orElseThrow(() -> SipFailure.bad("To"));
    }

    // Looking

    public boolean has(HeaderName name) {
        return lines.find(name) >= 0;
    }

    /** The first value of that name, unfolded. */
    public Optional<String> value(HeaderName name) {
        int at = lines.find(name);
        return at < 0 ? Optional.empty() : Optional.of(lines.line(at).first());
    }

    /** Every value of that name, from the top; values separated by commas apart where the name allows these. */
    public List<String> values(HeaderName name) {
        return lines.values(name);
    }

    /** The first value of that name as an address: Route, Contact, P-Asserted-Identity and their kin. */
    public Optional<NameAddr> address(HeaderName name) {
        return lines.first(name, NameAddr.class, value -> NameAddr.parse(value, name.toString()));
    }

    /** @throws SipFailure 400 if one of them is no address */
    public List<NameAddr> addresses(HeaderName name) {
        var values = values(name);
        if (values.isEmpty()) {
            return List.of();
        }
        if (values.size() == 1) {
            return List.of(address(name).orElseThrow());
        }
        return values.stream()
                .map(value -> NameAddr.parse(value, name.toString()))
                .toList();
    }

    /**
     * A header that is one number, possibly with parameters or a comment behind it: Max-Forwards, Expires, Retry-After.
     * Seconds go up to 2^32-1; what does not fit counts as the largest int.
     *
     * @throws SipFailure 400 if it is none, or exceeds the limit
     */
    public OptionalInt number(HeaderName name, int limit) {
        var number = lines.first(name, Integer.class, value -> number(new Cursor(value, name.toString())));
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        if (number.get() > limit) {
            throw SipFailure.bad(name.toString());
        }
        return OptionalInt.of(number.get());
    }

    /** A number of seconds in a header; what is none, or has more than nine digits (RFC 4475 §3.1.2.5), is as if it were not there. */
    public Optional<Duration> seconds(HeaderName name) {
        return value(name)
                .map(String::strip)
                .filter(text -> text.matches("[0-9]{1,9}([^0-9].*)?"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text.split("[^0-9]", 2)[0])));
    }

    private static int number(Cursor in) {
        long number = in.skipSpace().number(0xFFFF_FFFFL);
        if (!in.skipSpace().atEnd() && in.peek() != ';' && in.peek() != '(') {
            throw in.bad();
        }
        return (int) Math.min(number, Integer.MAX_VALUE);
    }

    /**
     * Every header of that name, parsed by JAIN-SIP: for headers that are read seldom.
     *
     * @throws SipFailure 400 if one of them cannot be parsed or is not of this type
     */
    public <H extends Header> List<H> headers(HeaderName name, Class<H> type) {
        var all = new ArrayList<H>();
        for (int i = 0; i < lines.count(); i++) {
            if (lines.line(i).name.is(name)) {
                all.addAll(JainHeaders.parse(name, lines.line(i).text(), type));
            }
        }
        return all;
    }

    /** As {@link #headers}, without the values that cannot be parsed: one bad entry of a list says nothing of the others. */
    public <H extends Header> List<H> readable(HeaderName name, Class<H> type) {
        var all = new ArrayList<H>();
        for (var value : values(name)) {
            try {
                all.addAll(JainHeaders.parse(name, value, type));
            } catch (SipFailure unreadable) {
                // The others count.
            }
        }
        return all;
    }

    /**
     * The first header of that name, parsed by JAIN-SIP when it is first asked for. Copies of the message share it: not to
     * be changed.
     *
     * @throws SipFailure 400 if it cannot be parsed or is not of this type
     */
    public <H extends Header> Optional<H> header(HeaderName name, Class<H> type) {
        return lines.first(
                name, type, value -> JainHeaders.parse(name, value, type).get(0));
    }

    public boolean hasBody() {
        return bodyEnd > bodyStart;
    }

    /** All of it as it came, for one that did: not to be changed, and without what was done to it since. */
    public byte[] received() {
        return bodySource;
    }

    /** A copy of the body; empty if there is none. */
    public byte[] body() {
        return Arrays.copyOfRange(bodySource, bodyStart, bodyEnd);
    }

    // Changing

    /** Replaces every line of that name by one, which takes the place of the first. */
    public void set(HeaderName name, String value) {
        lines.place(HeaderLine.of(name, value));
    }

    /** Adds a line behind those of the same name, else at the end. */
    public void append(HeaderName name, String value) {
        lines.append(HeaderLine.of(name, value));
    }

    /** Adds a line in front of those of the same name, else on top: for Route, Record-Route and Path. */
    public void push(HeaderName name, String value) {
        lines.push(HeaderLine.of(name, value));
    }

    /** Takes the first value of that name away: the topmost Via of a response, a Route that was ours. */
    public void pop(HeaderName name) {
        lines.pop(name);
    }

    public void remove(HeaderName name) {
        lines.remove(name);
    }

    public void pushVia(Via via) {
        lines.push(HeaderLine.of(HeaderName.VIA, via));
    }

    /** Puts another Via in the place of the topmost. */
    public void setTopVia(Via via) {
        pop(HeaderName.VIA);
        pushVia(via);
    }

    /** RFC 3261 §12.1.1: gives the To a tag, if it has none. */
    public void tagTo(String tag) {
        int at = lines.find(HeaderName.TO);
        if (at >= 0 && to().tag().isEmpty()) {
            lines.replace(at, lines.line(at).plus(";tag=" + tag));
        }
    }

    /** Puts a body in the place of what there was; Content-Length follows. */
    public void setBody(String contentType, byte[] body) {
        set(HeaderName.CONTENT_TYPE, contentType);
        placeBody(body, 0, body.length);
    }

    private void placeBody(byte[] source, int start, int end) {
        keepBody(source, start, end);
        set(HeaderName.CONTENT_LENGTH, Integer.toString(end - start));
    }

    // Writing

    /** How many bytes {@link #encode} makes of it. */
    public int length() {
        completeLength();
        return length(startLineBytes());
    }

    private int length(byte[] start) {
        return start.length + 4 + lines.length() + bodyEnd - bodyStart;
    }

    private void completeLength() {
        if (!has(HeaderName.CONTENT_LENGTH)) {
            // RFC 3261 §18.3 asks for it on streams, §20.14 recommends it everywhere.
            lines.add(HeaderLine.of(HeaderName.CONTENT_LENGTH, Integer.toString(bodyEnd - bodyStart)));
        }
    }

    /** The message as it goes over the wire. */
    public byte[] encode() {
        completeLength();
        byte[] start = startLineBytes();
        byte[] bytes = new byte[length(start)];
        System.arraycopy(start, 0, bytes, 0, start.length);
        int at = lines.write(bytes, HeaderLines.endLine(bytes, start.length));
        System.arraycopy(bodySource, bodyStart, bytes, HeaderLines.endLine(bytes, at), bodyEnd - bodyStart);
        return bytes;
    }

    /** The whole message as text. */
    @Override
    public String toString() {
        return new String(copy().encode(), StandardCharsets.UTF_8);
    }

    // For the reader and the makers of messages in this package

    final HeaderLines lines() {
        return lines;
    }

    /** Adds the lines of that name as they stand in the other message. */
    final void addAll(HeaderName name, SipMessage from) {
        lines.addAll(name, from.lines);
    }

    final void addFirst(HeaderName name, SipMessage from) {
        lines.addFirst(name, from.lines);
    }

    final void keepBody(byte[] source, int start, int end) {
        bodySource = source;
        bodyStart = start;
        bodyEnd = end;
    }
}
