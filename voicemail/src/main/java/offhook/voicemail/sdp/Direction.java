package offhook.voicemail.sdp;

import java.util.Locale;
import java.util.Optional;

/** Which way a stream flows, as the side sees it that says so: RFC 8866 §6.7. */
public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }

    /** What a stream says, else the session, else both ways. */
    static Direction of(SessionDescription session, MediaDescription stream) {
        return among(stream.attributes()).or(() -> among(session.attributes())).orElse(SENDRECV);
    }

    private static Optional<Direction> among(Attributes attributes) {
        for (var direction : values()) {
            if (attributes.has(direction.attribute())) {
                return Optional.of(direction);
            }
        }
        return Optional.empty();
    }

    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    public boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }

    /** As the other side sees it. */
    Direction reversed() {
        return of(receives(), sends());
    }

    /** The same, but nothing is received. */
    Direction deaf() {
        return of(sends(), false);
    }

    String attribute() {
        return name().toLowerCase(Locale.ROOT);
    }
}
