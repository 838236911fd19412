package offhook.voicemail.pickup;

/** A number that somebody presses, with # at its end, or a pause. The longest that is kept is longer than any that is right. */
final class Digits {

    private static final int MOST = 20;

    private final StringBuilder pressed = new StringBuilder();

    /** One more key; whether the number is at its end. What is neither a digit nor # or *, is ignored; * begins anew. */
    boolean isEndedBy(char key) {
        if (key == '*') {
            pressed.setLength(0);
        } else if (key >= '0' && key <= '9' && pressed.length() < MOST) {
            pressed.append(key);
        }
        return key == '#';
    }

    boolean isEmpty() {
        return pressed.isEmpty();
    }

    /** Takes it; the next one begins. */
    String take() {
        var number = pressed.toString();
        pressed.setLength(0);
        return number;
    }
}
