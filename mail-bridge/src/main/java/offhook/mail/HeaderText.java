package offhook.mail;

/** Text fit for one header of a mail: no line break, no control or bidi-override character, at most 500 characters. */
public record HeaderText(String value) {

    private static final int LONGEST = 500;

    /** @throws IllegalArgumentException if the text could break the header or mislead its reader */
    public HeaderText {
        if (value.length() > LONGEST) {
            throw new IllegalArgumentException("a header is longer than " + LONGEST + " characters");
        }
        value.codePoints().filter(HeaderText::isUnsafe).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException("a header holds U+%04X".formatted(c));
        });
    }

    private static boolean isUnsafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
