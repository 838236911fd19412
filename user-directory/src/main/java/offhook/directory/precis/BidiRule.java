package offhook.directory.precis;

/** RFC 5893 §2: in which order texts may run. */
final class BidiRule {

    private static final int LEFT_TO_RIGHT = bits(Character.DIRECTIONALITY_LEFT_TO_RIGHT);
    private static final int EUROPEAN = bits(Character.DIRECTIONALITY_EUROPEAN_NUMBER);
    private static final int ARABIC_NUMBER = bits(Character.DIRECTIONALITY_ARABIC_NUMBER);
    private static final int RIGHT_TO_LEFT =
            bits(Character.DIRECTIONALITY_RIGHT_TO_LEFT, Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    private static final int NEUTRAL = bits(
            Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
            Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
            Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
            Character.DIRECTIONALITY_OTHER_NEUTRALS,
            Character.DIRECTIONALITY_BOUNDARY_NEUTRAL,
            Character.DIRECTIONALITY_NONSPACING_MARK);

    private BidiRule() {}

    /** Whether a text that holds something written from right to left keeps the six conditions; others do. */
    static boolean holds(String text) {
        int[] all = text.codePoints().map(BidiRule::bit).toArray();
        int seen = 0;
        for (int bit : all) {
            seen |= bit;
        }
        if ((seen & (RIGHT_TO_LEFT | ARABIC_NUMBER)) == 0) {
            return true;
        }
        int end = all.length - 1;
        while (end > 0 && all[end] == bits(Character.DIRECTIONALITY_NONSPACING_MARK)) {
            end--;
        }
        if ((all[0] & RIGHT_TO_LEFT) == 0) {
            return false; // condition 1; from left to right, condition 5 fails
        }
        return (seen & ~(RIGHT_TO_LEFT | ARABIC_NUMBER | EUROPEAN | NEUTRAL)) == 0 // 2
                && (all[end] & (RIGHT_TO_LEFT | ARABIC_NUMBER | EUROPEAN)) != 0 // 3
                && ((seen & EUROPEAN) == 0 || (seen & ARABIC_NUMBER) == 0); // 4
    }

    private static int bit(int c) {
        byte direction = Character.getDirectionality(c);
        return direction < 0 ? LEFT_TO_RIGHT : 1 << direction;
    }

    private static int bits(byte... directions) {
        int bits = 0;
        for (byte direction : directions) {
            bits |= 1 << direction;
        }
        return bits;
    }
}
