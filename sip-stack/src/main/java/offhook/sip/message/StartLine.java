package offhook.sip.message;

import java.nio.charset.StandardCharsets;

/**
 * The first line of a message (RFC 3261 §7.1, §7.2).
 *
 * @param message an empty message that begins with it
 * @param fault what is wrong with it, or null
 */
record StartLine(SipMessage message, SipFailure fault) {

    /** Null if this is not the first line of any version of SIP. */
    static StartLine read(byte[] bytes, int start, int end) {
        if (isVersion(bytes, start, end)) {
            return status(bytes, start, end);
        }
        int afterMethod = indexOfSpace(bytes, start, end);
        if (!HeaderName.isToken(bytes, start, afterMethod)) {
            return null;
        }
        int last = end;
        while (last > afterMethod && bytes[last - 1] == ' ') {
            last--;
        }
        int version = last;
        while (version > afterMethod && bytes[version - 1] != ' ') {
            version--;
        }
        return version - 1 <= afterMethod || !isVersion(bytes, version, last)
                ? null
                : request(bytes, start, afterMethod, version, last, end);
    }

    private static StartLine request(byte[] bytes, int start, int afterMethod, int version, int last, int end) {
        var method = Method.read(bytes, start, afterMethod);
        var uri = text(bytes, afterMethod + 1, version - 1);
        SipFailure fault = null;
        if (!is20(bytes, version, last)) {
            fault = new SipFailure(505);
        } else if (last < end || uri.isEmpty() || uri.indexOf(' ') >= 0) {
            // RFC 3261 §7.1: exactly one space between the elements, none elsewhere.
            fault = SipFailure.bad("Request-Line");
        }
        return new StartLine(new SipRequest(method, uri), fault);
    }

    private static StartLine status(byte[] bytes, int start, int end) {
        int afterVersion = indexOfSpace(bytes, start, end);
        int code = afterVersion + 1;
        boolean right = is20(bytes, start, afterVersion)
                && end >= code + 3
                && (end == code + 3 || bytes[code + 3] == ' ')
                && bytes[code] >= '1'
                && bytes[code] <= '6'
                && Ascii.isDigit(bytes[code + 1])
                && Ascii.isDigit(bytes[code + 2]);
        if (!right) {
            return new StartLine(new SipResponse(0, ""), SipFailure.bad("Status-Line"));
        }
        int status = (bytes[code] - '0') * 100 + (bytes[code + 1] - '0') * 10 + bytes[code + 2] - '0';
        return new StartLine(new SipResponse(status, text(bytes, Math.min(code + 4, end), end)), null);
    }

    private static boolean isVersion(byte[] bytes, int start, int end) {
        return end - start >= 5
                && (bytes[start] | 0x20) == 's'
                && (bytes[start + 1] | 0x20) == 'i'
                && (bytes[start + 2] | 0x20) == 'p'
                && bytes[start + 3] == '/';
    }

    private static boolean is20(byte[] bytes, int start, int end) {
        return end - start == 7 && bytes[start + 4] == '2' && bytes[start + 5] == '.' && bytes[start + 6] == '0';
    }

    private static int indexOfSpace(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] != ' ') {
            at++;
        }
        return at;
    }

    private static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
