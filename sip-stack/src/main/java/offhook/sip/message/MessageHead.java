package offhook.sip.message;

/** The header lines and the body of a message being read; the first thing that is wrong with them is remembered. */
final class MessageHead {

    private final SipMessage message;
    private final Limits limits;
    private SipFailure fault;
    private long seen;
    private int values;

    MessageHead(SipMessage message, SipFailure fault, Limits limits) {
        this.message = message;
        this.fault = fault;
        this.limits = limits;
    }

    SipFailure fault() {
        return fault;
    }

    void fault(SipFailure found) {
        if (fault == null) {
            fault = found;
        }
    }

    /** The first CR or LF from there, or the end of the bytes. */
    static int lineEnd(byte[] bytes, int start) {
        int at = start;
        while (at < bytes.length && bytes[at] != '\r' && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /**
     * Splits the lines.
     *
     * @param at where the start line ends
     * @return where the body begins
     */
    int read(byte[] bytes, int at) {
        while (isBreak(bytes, at)) {
            int start = at + 2;
            int end = lineEnd(bytes, start);
            if (end == start && isBreak(bytes, end)) {
                return end + 2;
            }
            while (isFold(bytes, end)) {
                end = lineEnd(bytes, end + 2);
            }
            if (end == bytes.length) {
                at = end;
                break;
            }
            if (message.lines().count() == limits.lines()) {
                fault(new SipFailure(400, "Too Many Header Fields"));
                return bytes.length;
            }
            line(bytes, start, end);
            at = end;
        }
        // A bare CR or LF would mean another thing to the next hop; and a head must end with an empty line.
        fault(new SipFailure(400, at == bytes.length ? "Incomplete Message" : "Bare Line Break"));
        return bytes.length;
    }

    private static boolean isBreak(byte[] bytes, int at) {
        return at + 1 < bytes.length && bytes[at] == '\r' && bytes[at + 1] == '\n';
    }

    /** RFC 3261 §7.3.1: a line that begins with white space continues the one before it. */
    private static boolean isFold(byte[] bytes, int at) {
        return isBreak(bytes, at) && at + 2 < bytes.length && (bytes[at + 2] == ' ' || bytes[at + 2] == '\t');
    }

    private void line(byte[] bytes, int start, int end) {
        int name = start;
        while (name < end && Cursor.isTokenChar(bytes[name])) {
            name++;
        }
        int colon = Values.skipSpace(bytes, name, end);
        if (name == start || colon == end || bytes[colon] != ':') {
            fault(SipFailure.bad("Header Line"));
            return;
        }
        if (end - start > limits.line()) {
            fault(new SipFailure(400, "Header Line Too Long"));
            return;
        }
        keep(new HeaderLine(
                HeaderName.read(bytes, start, name), bytes, start, Values.skipSpace(bytes, colon + 1, end), end));
    }

    private void keep(HeaderLine line) {
        long bit = line.name.onceBit();
        if ((seen & bit) != 0) {
            fault(new SipFailure(400, "Duplicate " + line.name));
            return;
        }
        seen |= bit;
        values += line.values;
        if (values > limits.values() && countOf(line) > limits.values()) {
            fault(new SipFailure(400, "Too Many Values of " + line.name));
            return;
        }
        message.lines().add(line);
    }

    /** How many values the line's header has with it. */
    private int countOf(HeaderLine line) {
        int count = line.values;
        var lines = message.lines();
        for (int i = 0; i < lines.count(); i++) {
            count += lines.line(i).name.is(line.name) ? lines.line(i).values : 0;
        }
        return count;
    }

    /** Takes the body, as long as Content-Length says (RFC 3261 §18.3). */
    void body(byte[] bytes, int start, boolean stream) {
        int length = bytes.length - start;
        try {
            var announced = message.number(HeaderName.CONTENT_LENGTH, Integer.MAX_VALUE);
            if (announced.orElse(length) > limits.body()) {
                fault(new SipFailure(513));
            }
            if ((announced.isEmpty() && stream) || announced.orElse(0) > length) {
                fault(SipFailure.bad("Content-Length"));
            }
            length = Math.min(length, announced.orElse(length));
        } catch (SipFailure bad) {
            fault(bad);
        }
        message.keepBody(bytes, start, start + length);
    }
}
