package offhook.sip.message;

/** Letters compared without case, as the grammar of SIP means it: ASCII only, whatever the locale. */
final class Ascii {

    private Ascii() {}

    /** The text with A to Z in lower case; the same object if there is none. */
    static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUpper(text.charAt(i))) {
                return lowered(text);
            }
        }
        return text;
    }

    private static String lowered(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            if (isUpper(chars[i])) {
                chars[i] = (char) (chars[i] + 32);
            }
        }
        return new String(chars);
    }

    static boolean isLetter(char c) {
        return isUpper(c) || (c >= 'a' && c <= 'z');
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
