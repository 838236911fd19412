package offhook.sip.text;

/**
 * A text, as far as another world can carry it (RFC 7572 §7). It holds no control characters but line feeds and tabs.
 *
 * @param subject "" for none
 * @param language a tag of RFC 5646, or "" for none
 * @param conversation what belongs together: the Call-ID; "" for none
 */
public record Text(String body, String subject, String language, String conversation) {

    public Text {
        body = safe(body);
        subject = safe(subject).replace('\n', ' ');
    }

    /** Line ends become those of XML, and what neither XML nor a line of a header may hold is dropped. */
    private static String safe(String text) {
        var safe = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(Text::isSafe)
                .forEach(safe::appendCodePoint);
        return safe.toString().stripTrailing();
    }

    private static boolean isSafe(int c) {
        boolean control = Character.getType(c) == Character.CONTROL && c != '\n' && c != '\t';
        return !control && Character.getType(c) != Character.SURROGATE && (c & 0xFFFE) != 0xFFFE;
    }
}
