package offhook.sip.message;

/** A reading position in the unfolded value of a header, with the small words of RFC 3261 §25.1. */
final class Cursor {

    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = '0'; c <= 'z'; c++) {
            TOKEN[c] = Character.isLetterOrDigit(c);
        }
        for (char c : "-.!%*_+`'~".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    final String text;
    final String what;
    int at;

    /** @param what the name of the element, for the reason phrase when it cannot be read */
    Cursor(String text, String what) {
        this.text = text;
        this.what = what;
    }

    static boolean isTokenChar(int c) {
        return c > 0 && c < 128 && TOKEN[c];
    }

    SipFailure bad() {
        return SipFailure.bad(what);
    }

    boolean atEnd() {
        return at == text.length();
    }

    /** The character here, or NUL at the end. */
    char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    Cursor skipSpace() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return this;
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** Steps over a separator and the white space on both sides of it; false if another character stands here. */
    boolean take(char separator) {
        int before = at;
        skipSpace();
        if (peek() != separator || atEnd()) {
            at = before;
            return false;
        }
        at++;
        skipSpace();
        return true;
    }

    void expect(char separator) {
        if (!take(separator)) {
            throw bad();
        }
    }

    void expectEnd() {
        if (!skipSpace().atEnd()) {
            throw bad();
        }
    }

    String token() {
        int start = at;
        skipToken();
        return text.substring(start, at);
    }

    void skipToken() {
        int start = at;
        while (at < text.length() && isTokenChar(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw bad();
        }
    }

    /** Steps over a quoted string that begins here. */
    void skipQuoted() {
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '"') {
                at++;
                return;
            }
        }
        throw bad();
    }

    /** A decimal number from 0 to the limit. */
    long number(long limit) {
        int start = at;
        long number = 0;
        for (; at < text.length(); at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
            if (number > limit) {
                throw bad();
            }
        }
        if (at == start) {
            throw bad();
        }
        return number;
    }

    /** RFC 3261 §25.1, host: a name, an IPv4 address, or an IPv6 address in brackets. */
    String host() {
        int start = at;
        if (peek() == '[') {
            int close = text.indexOf(']', at);
            if (close < 0 || !Host.isIpv6(text, at + 1, close)) {
                throw bad();
            }
            at = close + 1;
        } else {
            while (at < text.length() && Host.isNameChar(text.charAt(at))) {
                at++;
            }
            if (at == start) {
                throw bad();
            }
        }
        return Ascii.lower(text.substring(start, at));
    }
}
