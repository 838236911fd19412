package offhook.mail.intake.smtp;

import java.io.ByteArrayOutputStream;

/**
 * Reads one mail from the stream: takes the dots off that RFC 5321 §4.5.2 puts before dots, and finds the end, which is
 * CR LF dot CR LF and nothing else. A CR or LF that stands alone is part of a line: who took it for the end of one could
 * be made to see a second mail in the first. Belongs to its connection.
 */
public final class DataReader {

    private enum State {
        LINE_START,
        DOT,
        DOT_CR,
        LINE,
        CR,
        OVER
    }

    private State state = State.LINE_START;

    /** Whether the end has come. */
    public boolean isOver() {
        return state == State.OVER;
    }

    /**
     * Reads on.
     *
     * @return how many octets it took: all of them, unless the end was among them
     */
    public int read(byte[] octets, ByteArrayOutputStream into) {
        int at = 0;
        while (at < octets.length && !isOver()) {
            take(octets[at++], into);
        }
        return at;
    }

    private void take(byte octet, ByteArrayOutputStream into) {
        switch (state) {
            case LINE_START -> {
                if (octet == '.') {
                    state = State.DOT;
                } else {
                    text(octet, into);
                }
            }
            case DOT -> {
                if (octet == '\r') {
                    state = State.DOT_CR;
                } else {
                    text(octet, into);
                }
            }
            case DOT_CR -> {
                if (octet == '\n') {
                    state = State.OVER;
                } else {
                    into.write('\r');
                    text(octet, into);
                }
            }
            case LINE -> text(octet, into);
            case CR -> {
                into.write('\r');
                if (octet == '\n') {
                    into.write('\n');
                    state = State.LINE_START;
                } else {
                    text(octet, into);
                }
            }
            case OVER -> throw new IllegalStateException("the mail is over");
        }
    }

    private void text(byte octet, ByteArrayOutputStream into) {
        if (octet == '\r') {
            state = State.CR;
        } else {
            into.write(octet);
            state = State.LINE;
        }
    }
}
