package offhook.sip.message;

/** Where the values of a line end: at commas outside of quotes and angle brackets (RFC 3261 §7.3.1). */
final class Values {

    private Values() {}

    static int count(byte[] text, int start, int end) {
        int count = 1;
        for (int comma = comma(text, start, end); comma < end; comma = comma(text, comma + 1, end)) {
            count++;
        }
        return count;
    }

    /** The first comma that separates, or the end. */
    static int comma(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if (b > '<') {
                continue; // most letters
            }
            if (b == ',') {
                return i;
            }
            if (b == '"') {
                i = quoteEnd(text, i + 1, end);
            } else if (b == '<') {
                i = bracketEnd(text, i + 1, end);
            }
        }
        return end;
    }

    private static int quoteEnd(byte[] text, int start, int end) {
        int at = start;
        while (at < end && text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    private static int bracketEnd(byte[] text, int start, int end) {
        int at = start;
        while (at < end && text[at] != '>') {
            at++;
        }
        return at;
    }

    static int skipSpace(byte[] text, int start, int end) {
        int at = start;
        while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) {
            at++;
        }
        return at;
    }

    /** Line breaks and the white space around them become one space. */
    static String unfolded(String value) {
        if (value.indexOf('\n') < 0) {
            return value.strip();
        }
        var flat = new StringBuilder(value.length());
        for (var part : value.split("\r\n")) {
            var stripped = part.strip();
            if (!stripped.isEmpty()) {
                flat.append(flat.isEmpty() ? "" : " ").append(stripped);
            }
        }
        return flat.toString();
    }
}
