package offhook.voicemail.codec;

/** The arithmetic of ETSI EN 300 961 §5.1: 16 bits that do not wrap. */
final class GsmMath {

    private GsmMath() {}

    static int limited(int value) {
        return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }

    static int add(int one, int other) {
        return limited(one + other);
    }

    static int sub(int one, int other) {
        return limited(one - other);
    }

    /** mult_r: the product of two fractions, rounded. */
    static int times(int one, int other) {
        return limited((one * other + 16_384) >> 15);
    }
}
