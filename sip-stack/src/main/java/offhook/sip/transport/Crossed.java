package offhook.sip.transport;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A message as a trace keeps it: without what is needed to guess a password, and with what it is found by.
 *
 * @param from the user part of the URI in From; null if there is none
 * @param to the same of To
 * @param target the same of the Request-URI
 */
record Crossed(byte[] bytes, String callId, String from, String to, String target) {

    /** Reads the few lines that matter, without parsing the message. */
    static Crossed of(byte[] message) {
        String callId = null;
        String from = null;
        String to = null;
        byte[] kept = message;
        int line = next(message, 0);
        var target = user(text(message, 0, line));
        while (line < message.length && message[line] != '\r') {
            int end = next(message, line);
            int colon = colon(message, line, end);
            if (is(message, line, colon, "Call-ID", 'i')) {
                callId = text(message, colon + 1, end);
            } else if (is(message, line, colon, "From", 'f')) {
                from = user(text(message, colon + 1, end));
            } else if (is(message, line, colon, "To", 't')) {
                to = user(text(message, colon + 1, end));
            } else if (is(message, line, colon, "Authorization", '\0')
                    || is(message, line, colon, "Proxy-Authorization", '\0')) {
                kept = blanked(kept, colon + 1, end);
            }
            line = end;
        }
        return new Crossed(kept, callId, from, to, target);
    }

    /** Behind the line that begins there. */
    private static int next(byte[] text, int start) {
        int at = start;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, text.length);
    }

    private static int colon(byte[] text, int start, int end) {
        int at = start;
        while (at < end && text[at] != ':') {
            at++;
        }
        return at;
    }

    private static boolean is(byte[] text, int start, int colon, String name, char compact) {
        int length = colon - start;
        if (length == 1) {
            return (text[start] | 0x20) == compact;
        }
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((text[start + i] | 0x20) != (name.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static String text(byte[] text, int start, int end) {
        return new String(text, start, end - start, StandardCharsets.UTF_8).strip();
    }

    private static String user(String address) {
        int scheme = address.indexOf("sip:");
        int at = address.indexOf('@', scheme);
        return scheme < 0 || at < 0 ? null : address.substring(scheme + 4, at);
    }

    private static byte[] blanked(byte[] message, int start, int end) {
        var copy = message.clone();
        Arrays.fill(copy, start, Math.max(start, end - 2), (byte) '*');
        return copy;
    }
}
