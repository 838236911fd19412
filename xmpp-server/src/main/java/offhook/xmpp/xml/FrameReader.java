package offhook.xmpp.xml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static offhook.xmpp.xml.StreamError.Condition.BAD_FORMAT;
import static offhook.xmpp.xml.StreamError.Condition.INVALID_NAMESPACE;
import static offhook.xmpp.xml.StreamError.Condition.NOT_WELL_FORMED;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;

/**
 * Turns frames into the events of a stream, RFC 7395 §3.3: {@code <open/>}, {@code <close/>}, and frames of whole
 * first-level elements. All of them pass an inner {@link StreamReader}, whose limits hold.
 */
public final class FrameReader implements EventReader {

    /** The namespace of {@code <open/>} and {@code <close/>}. */
    public static final String NS = "urn:ietf:params:xml:ns:xmpp-framing";

    private static final Name STREAM = new Name("stream", Namespaces.STREAM);
    private static final Map<String, String> CONTEXT = Map.of("", Namespaces.CLIENT, "stream", Namespaces.STREAM);
    private static final byte[] OUTER = ("<stream:stream xmlns='" + Namespaces.CLIENT + "' xmlns:stream='"
                    + Namespaces.STREAM + "'>")
            .getBytes(UTF_8);

    private final boolean several;
    private final Deque<byte[]> frames = new ArrayDeque<>();
    private Limits limits;
    private StreamReader elements;
    private boolean opened;
    private boolean inside; // a frame with more to come

    /** @param several whether a frame may hold more than one element */
    public FrameReader(Limits limits, boolean several) {
        this.limits = limits;
        this.several = several;
        restart();
    }

    @Override
    public void limits(Limits newLimits) {
        limits = newLimits;
        elements.limits(newLimits);
    }

    /** Frames that were not asked for yet belong to the new stream; what is left of the last one to nobody. */
    @Override
    public void restart() {
        elements = new StreamReader(limits);
        elements.feed(OUTER, 0, OUTER.length);
        elements.next();
        opened = false;
        inside = false;
    }

    /** Adds one frame. */
    @Override
    public void feed(byte[] bytes, int from, int to) {
        frames.add(Arrays.copyOfRange(bytes, from, to));
    }

    @Override
    public StreamEvent next() {
        while (true) {
            if (inside) {
                var event = further();
                if (event != null) {
                    return event;
                }
                inside = false;
            }
            var frame = frames.poll();
            if (frame == null) {
                return null;
            }
            var event = begin(frame);
            if (event != null) {
                return event;
            }
        }
    }

    private StreamEvent begin(byte[] frame) {
        int start = frame.length > 1 && frame[0] == '<' ? XmlDeclaration.skip(frame, 0, frame.length) : -1;
        if (start < 0 || start >= frame.length || frame[start] != '<') {
            throw new StreamError(BAD_FORMAT, "a frame begins with <"); // §3.3.3
        }
        var tag = localName(frame, start + 1);
        if (tag.equals("open") || tag.equals("close")) {
            return header(frame, start);
        }
        if (!opened) {
            throw new StreamError(BAD_FORMAT, "a stream begins with <open/>"); // §3.4
        }
        elements.feed(frame, start, frame.length);
        var event = checked(elements.next());
        if (event == null) {
            throw new StreamError(NOT_WELL_FORMED, "a frame holds whole elements");
        }
        if (several) {
            inside = true;
        } else if (further() != null) {
            throw new StreamError(BAD_FORMAT, "a frame holds one element");
        }
        return event;
    }

    private StreamEvent further() {
        var event = checked(elements.next());
        if (event == null && !elements.betweenPieces()) {
            throw new StreamError(NOT_WELL_FORMED, "a frame holds whole elements");
        }
        return event;
    }

    private static StreamEvent checked(StreamEvent event) {
        if (event instanceof StreamEvent.End) {
            throw new StreamError(BAD_FORMAT, "a stream ends with <close/>");
        }
        return event;
    }

    /** §3.3.2: a header has the limits of any other element, and passes the same guard. */
    private StreamEvent header(byte[] frame, int start) {
        var fragment = only(frame, start, limits);
        if (!fragment.name().namespace().equals(NS)) {
            throw new StreamError(INVALID_NAMESPACE, "the namespace of frames is " + NS);
        }
        if (fragment.name().local().equals("close")) {
            return new StreamEvent.End();
        }
        if (opened) {
            throw new StreamError(BAD_FORMAT, "the stream is open");
        }
        opened = true;
        var version = fragment.element().attribute("version").orElse(null);
        return new StreamHeader(
                STREAM, "stream", fragment.to(), fragment.from(), fragment.id(), version, fragment.lang(), CONTEXT);
    }

    /**
     * The one element in these bytes, which passes the guard of a stream.
     *
     * @throws StreamError if they are something else
     */
    public static Fragment only(byte[] bytes, int from, Limits limits) {
        var guard = new StreamReader(limits);
        guard.feed(OUTER, 0, OUTER.length);
        guard.next();
        guard.feed(bytes, from, bytes.length);
        var whole = guard.next();
        if (!(whole instanceof Fragment fragment) || guard.next() != null || !guard.betweenPieces()) {
            throw new StreamError(NOT_WELL_FORMED, "expected one whole element");
        }
        return fragment;
    }

    private static String localName(byte[] frame, int from) {
        int start = from;
        int at = from;
        while (at < frame.length && frame[at] > ' ' && frame[at] != '/' && frame[at] != '>') {
            start = frame[at] == ':' ? at + 1 : start;
            at++;
        }
        return new String(frame, start, at - start, UTF_8);
    }

    /** Frames are copied as they come. */
    @Override
    public void keep() {
        elements.keep();
    }

    @Override
    public byte[] take() {
        return new byte[0]; // there is no TLS inside of frames
    }

    @Override
    public void rest() {
        elements.rest();
    }
}
