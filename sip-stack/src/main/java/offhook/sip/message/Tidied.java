package offhook.sip.message;

/**
 * A header value without what some write and the grammar of the header does not have: comments, empty parameters, and blanks
 * beside a separator. What stands in quotes or is an address stays as it is.
 */
final class Tidied {

    private static final String SEPARATORS = ";=/,";

    private final String value;
    private final StringBuilder tidy = new StringBuilder();
    private int at;

    private Tidied(String value) {
        this.value = value;
    }

    static String of(String value) {
        var tidied = new Tidied(value);
        while (tidied.at < value.length()) {
            tidied.one();
        }
        tidied.dropBefore(";");
        return tidied.tidy.toString();
    }

    private void one() {
        char c = value.charAt(at);
        if (c == '"' || c == '<') {
            quoted(c == '"' ? c : '>');
            return;
        }
        if (c == '(') {
            comment();
            return;
        }
        at++;
        if (SEPARATORS.indexOf(c) >= 0) {
            dropBefore(c == ';' || c == ',' ? ";" : "");
        } else if (Cursor.isSpace(c) && endsWith(SEPARATORS)) {
            return;
        }
        tidy.append(c);
    }

    private void quoted(char end) {
        int start = at++;
        while (at < value.length() && value.charAt(at) != end) {
            at += value.charAt(at) == '\\' ? 2 : 1;
        }
        at = Math.min(at + 1, value.length());
        tidy.append(value, start, at);
    }

    /** RFC 3261 §25.1: one may stand within another. */
    private void comment() {
        int depth = 0;
        do {
            char c = value.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at += c == '\\' ? 1 : 0;
        } while (depth > 0 && at < value.length());
    }

    /** Takes blanks away from the end, and separators that say nothing there. */
    private void dropBefore(String separators) {
        while (endsWith(" \t" + separators)) {
            tidy.setLength(tidy.length() - 1);
        }
    }

    private boolean endsWith(String any) {
        return tidy.length() > 0 && any.indexOf(tidy.charAt(tidy.length() - 1)) >= 0;
    }
}
