package offhook.xmpp.xml;

import static offhook.xmpp.xml.StreamError.Condition.NOT_WELL_FORMED;
import static offhook.xmpp.xml.StreamError.Condition.POLICY_VIOLATION;
import static offhook.xmpp.xml.StreamError.Condition.RESTRICTED_XML;

/**
 * Looks at each byte before a parser does: finds where a piece of the stream ends, and stops what XMPP forbids (RFC 6120
 * §11.1), what is no UTF-8, and what is larger than the {@link Limits}. It does not check that the XML is well-formed.
 *
 * <p>A piece starts with {@code <} and is the stream's start tag, one first-level child, or the stream's end tag. Bytes
 * come in portions of any size.
 */
final class InputGuard {

    private static final String CDATA = "[CDATA[";
    private static final int LONGEST_REFERENCE = 16;
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (char c = ' '; c < PLAIN.length; c++) {
            PLAIN[c] = "<>&'\"/]".indexOf(c) < 0;
        }
    }

    private final Utf8 utf8 = new Utf8();
    private Limits limits;

    private State state = State.PIECE;
    private int depth; // of open elements, the stream's included
    private int pieceBytes;
    private int tagBytes;
    private byte quote; // the one that ends the attribute's value, or 0
    private byte before; // the byte before this one, where that matters
    private int fault;
    private int matched; // of CDATA, or brackets in a row that could end a section
    private StringBuilder reference; // what follows an ampersand, or null

    private enum State {
        PIECE,
        OPENED,
        START_TAG,
        END_TAG,
        BANG,
        SECTION,
        TEXT
    }

    /** @param depth how many elements are open */
    InputGuard(Limits limits, int depth) {
        this.limits = limits;
        this.depth = depth;
    }

    void limits(Limits newLimits) {
        limits = newLimits;
    }

    /** Whether the next byte starts a piece. */
    boolean betweenPieces() {
        return state == State.PIECE;
    }

    /** The place of the byte that {@link #scan} has last thrown at: those before it are well. */
    int fault() {
        return fault;
    }

    /** How many elements are open: 0 outside the stream, 1 between its children. */
    int depth() {
        return depth;
    }

    /**
     * Looks at bytes up to the end of the piece.
     *
     * @return the place after the last byte of the piece, or {@code to}; see {@link #betweenPieces()}
     */
    int scan(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            fault = at;
            int plain = plainEnd(bytes, at, to);
            if (plain > at) {
                count(plain - at);
                matched = 0;
                before = 0;
                at = plain;
                continue;
            }
            byte b = bytes[at];
            if (b < 0 || utf8.open()) {
                utf8.next(b);
            } else if (b < ' ' && b != '\n' && b != '\t' && b != '\r') {
                throw new StreamError(NOT_WELL_FORMED, "control character");
            }
            count(1);
            at++;
            if (reference != null) {
                refer(b);
            } else if (step(b)) {
                state = State.PIECE;
                pieceBytes = 0;
                tagBytes = 0;
                return at;
            }
        }
        return at;
    }

    /** Where the run of bytes ends that mean nothing to this guard: most of a stanza. */
    private int plainEnd(byte[] bytes, int from, int to) {
        int at = from;
        boolean named = state == State.START_TAG && quote == 0; // among names, where a colon is looked at
        if (reference == null
                && !utf8.open()
                && !(named && before == ':')
                && (state == State.TEXT || state == State.START_TAG || state == State.SECTION)) {
            while (at < to && bytes[at] >= 0 && PLAIN[bytes[at]] && !(named && bytes[at] == ':')) {
                at++;
            }
        }
        return at;
    }

    private void count(int bytes) {
        pieceBytes += bytes;
        if (pieceBytes > limits.stanzaBytes()) {
            fault += bytes - (pieceBytes - limits.stanzaBytes());
            throw new StreamError(POLICY_VIOLATION, "a stanza has at most " + limits.stanzaBytes() + " bytes");
        }
        if (state == State.TEXT || state == State.SECTION) {
            return;
        }
        tagBytes += bytes;
        if (tagBytes > limits.tagBytes()) {
            fault += bytes - (tagBytes - limits.tagBytes());
            throw new StreamError(POLICY_VIOLATION, "a tag has at most " + limits.tagBytes() + " bytes");
        }
    }

    /** One byte outside a reference; true at the end of a piece. */
    private boolean step(byte b) {
        switch (state) {
            case PIECE -> state = State.OPENED;
            case OPENED -> opened(b);
            case START_TAG -> {
                return startTag(b);
            }
            case END_TAG -> {
                if (b == '>') {
                    state = State.TEXT;
                    matched = 0;
                    return --depth <= 1;
                }
            }
            case BANG -> bang(b);
            case SECTION -> section(b);
            case TEXT -> {
                text(b);
                matched = b == ']' ? matched + 1 : 0;
            }
        }
        return false;
    }

    private void opened(byte b) {
        switch (b) {
            case '/' -> state = State.END_TAG;
            case '!' -> {
                state = State.BANG;
                matched = 0;
            }
            case '?' -> throw new StreamError(RESTRICTED_XML, "processing instruction");
            default -> {
                state = State.START_TAG;
                quote = 0;
                before = b;
            }
        }
    }

    private boolean startTag(byte b) {
        if (quote != 0) {
            if (b == quote) {
                quote = 0;
            } else if (b == '&') {
                reference = new StringBuilder();
            }
        } else if (before == ':' && (b == '=' || b == '>' || b == '/' || (b >= 0 && b <= ' '))) {
            throw new StreamError(NOT_WELL_FORMED, "a name that ends in a colon"); // Namespaces in XML 1.0 §4
        } else if (b == '\'' || b == '"') {
            quote = b;
        } else if (b == '>') {
            state = State.TEXT;
            return started(before == '/');
        }
        before = b;
        return false;
    }

    /** A start tag is over; true where that ends the piece. */
    private boolean started(boolean empty) {
        matched = 0;
        boolean first = depth <= 1;
        if (depth > limits.depth()) {
            throw new StreamError(POLICY_VIOLATION, "elements nest at most " + limits.depth() + " deep");
        }
        if (!empty) {
            depth++;
        }
        return first && (empty || depth == 1);
    }

    private void bang(byte b) {
        if (depth < 2 || b != CDATA.charAt(matched)) {
            throw new StreamError(RESTRICTED_XML, "markup declaration");
        }
        if (++matched == CDATA.length()) {
            state = State.SECTION;
            matched = 0;
        }
    }

    private void section(byte b) {
        if (b == '>' && matched >= 2) {
            state = State.TEXT;
        }
        matched = b == ']' ? matched + 1 : 0;
    }

    private void text(byte b) {
        if (b == '<') {
            state = State.OPENED;
            tagBytes = 1;
        } else if (b == '&') {
            reference = new StringBuilder();
        } else if (b == '>' && matched >= 2) {
            throw new StreamError(NOT_WELL_FORMED, "]]> in text"); // XML 1.0 §2.4
        }
    }

    private void refer(byte b) {
        if (b == ';') {
            String name = reference.toString();
            reference = null;
            if (References.codePoint(name) < 0) {
                boolean number = name.isEmpty() || name.charAt(0) == '#';
                throw new StreamError(
                        number ? NOT_WELL_FORMED : RESTRICTED_XML, "reference to an entity or forbidden character");
            }
        } else if (reference.length() == LONGEST_REFERENCE || b <= ' ' || b == '<' || b == '&' || b == '\'') {
            throw new StreamError(NOT_WELL_FORMED, "ampersand that starts no reference");
        } else {
            reference.append((char) b);
        }
    }
}
