package offhook.voicemail.rtp;

/** Numbers in network order. */
final class Bytes {

    private Bytes() {}

    static int two(byte[] from, int at) {
        return (from[at] & 0xFF) << 8 | (from[at + 1] & 0xFF);
    }

    static int three(byte[] from, int at) {
        return two(from, at) << 8 | (from[at + 2] & 0xFF);
    }

    static int four(byte[] from, int at) {
        return two(from, at) << 16 | two(from, at + 2);
    }

    static void two(byte[] into, int at, int number) {
        into[at] = (byte) (number >> 8);
        into[at + 1] = (byte) number;
    }

    static void four(byte[] into, int at, int number) {
        two(into, at, number >> 16);
        two(into, at + 2, number);
    }
}
