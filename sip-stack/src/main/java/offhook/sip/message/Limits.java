package offhook.sip.message;

/**
 * How much of a message is read.
 *
 * @param datagram bytes of a message over UDP
 * @param head bytes of start line and headers on a stream
 * @param body bytes
 * @param line bytes of one header line
 * @param lines header lines
 * @param values values of one header
 */
public record Limits(int datagram, int head, int body, int line, int lines, int values) {

    public static final Limits DEFAULT = new Limits(16 * 1024, 32 * 1024, 64 * 1024, 8 * 1024, 64, 64);
}
