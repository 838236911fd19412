package offhook.xmpp.xml;

import static offhook.xmpp.xml.StreamError.Condition.BAD_FORMAT;
import static offhook.xmpp.xml.StreamError.Condition.NOT_WELL_FORMED;

import java.util.Arrays;

/**
 * Reads streams as TCP carries them, RFC 6120 §4: one XML document that is never whole before its end.
 *
 * <p>Every byte passes the {@link InputGuard} and then the parser as soon as it comes in, so that a fault is found at its
 * place. Between stanzas it holds nothing but a few numbers once {@link #rest()} has been called.
 */
public final class StreamReader implements EventReader {

    private static final byte[] NOTHING = {};
    private static final int CHILDREN = 1; // so deep the stream's children are

    private InputGuard guard; // null while at rest
    private Limits limits;
    private XmlParser parser; // null while at rest
    private byte[] prelude; // what a new parser is told first; null before the stream header
    private boolean declared;
    private boolean over; // the header's tag was its end tag, too

    private byte[] unread = NOTHING;
    private int at;
    private int end;

    private byte[] piece = NOTHING; // what earlier portions brought of the child that is coming in
    private int pieceLength;

    public StreamReader(Limits limits) {
        this.limits = limits;
        restart();
    }

    @Override
    public void limits(Limits newLimits) {
        limits = newLimits;
        if (guard != null) {
            guard.limits(newLimits);
        }
        if (parser != null) {
            parser.mostNames(newLimits.names());
        }
    }

    @Override
    public void restart() {
        guard = new InputGuard(limits, 0);
        parser = null;
        prelude = null;
        declared = false;
        over = false;
        pieceLength = 0;
    }

    @Override
    public void feed(byte[] bytes, int from, int to) {
        if (at == end) {
            unread = bytes;
            at = from;
            end = to;
        } else {
            var joined = Arrays.copyOfRange(unread, at, end + to - from);
            System.arraycopy(bytes, from, joined, end - at, to - from);
            unread = joined;
            at = 0;
            end = joined.length;
        }
    }

    @Override
    public void keep() {
        unread = at == end ? NOTHING : Arrays.copyOfRange(unread, at, end);
        at = 0;
        end = unread.length;
    }

    @Override
    public byte[] take() {
        byte[] taken = Arrays.copyOfRange(unread, at, end);
        at = end;
        return taken;
    }

    @Override
    public StreamEvent next() {
        if (over) {
            over = false;
            return new StreamEvent.End();
        }
        if (betweenPieces() && !findPiece()) {
            keep();
            return null;
        }
        int start = at;
        at = scan(start);
        parser().read(unread, start, at);
        if (prelude != null) {
            append(start);
        }
        if (!guard.betweenPieces()) {
            keep();
            return null;
        }
        if (parser.depth() != guard.depth()) {
            throw new StreamError(NOT_WELL_FORMED, "");
        }
        return event();
    }

    /** The end of what is well; what the parser has to say of the bytes before a fault of the guard's comes first. */
    private int scan(int start) {
        try {
            return guard().scan(unread, start, end);
        } catch (StreamError e) {
            parser().read(unread, start, guard.fault());
            throw e;
        }
    }

    /** Between children, lets go of all that reads them: the next bytes make new ones. */
    @Override
    public void rest() {
        if (guard != null && guard.betweenPieces() && guard.depth() == CHILDREN) {
            parser = null;
            guard = null;
        }
    }

    /** Whether nothing has come of a further element. */
    boolean betweenPieces() {
        return guard == null || guard.betweenPieces();
    }

    private StreamEvent event() {
        if (prelude == null) {
            prelude = Prelude.of(parser.header());
            over = guard.depth() == 0;
            return parser.header();
        }
        if (guard.depth() == 0) {
            return new StreamEvent.End();
        }
        byte[] bytes = piece.length == pieceLength ? piece : Arrays.copyOf(piece, pieceLength);
        pieceLength = 0;
        piece = NOTHING;
        return parser.fragment(bytes);
    }

    /** Skips what may stand between pieces: white space and, before the header, an XML declaration. */
    private boolean findPiece() {
        while (at < end) {
            byte b = unread[at];
            if (b == '<') {
                int after = prelude == null && !declared ? XmlDeclaration.skip(unread, at, end) : at;
                if (after <= at) {
                    return after == at;
                }
                declared = true;
                at = after;
            } else if (b == ' ' || b == '\n' || b == '\t' || b == '\r') {
                at++;
            } else {
                throw new StreamError(prelude == null ? NOT_WELL_FORMED : BAD_FORMAT, "text between elements");
            }
        }
        return false;
    }

    private InputGuard guard() {
        if (guard == null) {
            guard = new InputGuard(limits, CHILDREN);
        }
        return guard;
    }

    private XmlParser parser() {
        if (parser == null) {
            parser = new XmlParser(limits.names());
            if (prelude != null) {
                parser.read(prelude, 0, prelude.length);
            }
        }
        return parser;
    }

    private void append(int start) {
        int length = pieceLength + at - start;
        if (length > piece.length) { // exact for what comes in at once
            piece = Arrays.copyOf(piece, Math.max(length, 2 * piece.length));
        }
        System.arraycopy(unread, start, piece, pieceLength, at - start);
        pieceLength = length;
    }
}
