package offhook.xmpp.xml;

/** Character references and the five predefined entities, XML 1.0 §4.1 and §4.6. */
final class References {

    private References() {}

    /**
     * What a parser makes of raw text: references resolved, ends of line normalised (§2.11) and, in an attribute, white
     * space turned into spaces (§3.3.3).
     */
    static String resolve(String raw, boolean attribute) {
        var text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '&') {
                int end = raw.indexOf(';', i);
                text.appendCodePoint(codePoint(raw.substring(i + 1, end)));
                i = end;
            } else if (c == '\r' || c == '\n' || c == '\t') {
                if (c == '\r' && i + 1 < raw.length() && raw.charAt(i + 1) == '\n') {
                    i++;
                }
                text.append(attribute ? ' ' : c == '\t' ? '\t' : '\n');
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /**
     * The character that a reference stands for.
     *
     * @param name what stands between the ampersand and the semicolon
     * @return -1 if it is no predefined entity and no reference to a character that XML 1.0 §2.2 allows
     */
    static int codePoint(String name) {
        return switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "apos" -> '\'';
            case "quot" -> '"';
            default -> number(name);
        };
    }

    private static int number(String name) {
        if (!name.matches("#(x0*[0-9A-Fa-f]{1,6}|0*[0-9]{1,7})")) {
            return -1;
        }
        int c = name.charAt(1) == 'x' ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
        boolean allowed = c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= ' ' && c < Character.MIN_SURROGATE)
                || (c > Character.MAX_SURROGATE && c < 0xFFFE)
                || (c >= 0x10000 && c <= Character.MAX_CODE_POINT);
        return allowed ? c : -1;
    }
}
