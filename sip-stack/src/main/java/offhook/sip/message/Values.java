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
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = start; i < end; i++) {
            switch (text[i]) {
                case '"' -> quoted = bracketed ? quoted : !quoted;
                case '\\' -> i = quoted ? i + 1 : i;
                case '<' -> bracketed = !quoted;
                case '>' -> bracketed = false;
                case ',' -> {
                    if (!quoted && !bracketed) {
                        return i;
                    }
                }
                default -> {}
            }
        }
        return end;
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
