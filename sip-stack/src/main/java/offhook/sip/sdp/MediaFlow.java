package offhook.sip.sdp;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import offhook.sip.message.MediaType;
import offhook.sip.message.SipMessage;

/**
 * Whether a session description stops the media: RFC 3264 §8.4, and the older way of RFC 2543 with the address 0.0.0.0.
 */
public final class MediaFlow {

    private static final Optional<Boolean> HELD = Optional.of(true);
    private static final Optional<Boolean> FLOWING = Optional.of(false);

    private boolean any;
    private boolean allHeld = true;

    // Of the session, then of the media description that is being read.
    private boolean sessionHeld;
    private boolean sessionNowhere;
    private boolean inMedia;
    private boolean used;
    private boolean held;
    private boolean nowhere;

    private MediaFlow() {}

    /** Empty if the message has no session description, or one without any media. */
    public static Optional<Boolean> isHeld(SipMessage message) {
        return message.hasBody() && MediaType.is(message, "application/sdp")
                ? isHeld(new String(message.body(), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    static Optional<Boolean> isHeld(String description) {
        var flow = new MediaFlow();
        description.lines().forEach(flow::line);
        flow.endMedia();
        return flow.any ? flow.allHeld ? HELD : FLOWING : Optional.empty();
    }

    private void line(String text) {
        var line = text.strip();
        if (line.startsWith("m=")) {
            endMedia();
            inMedia = true;
            // RFC 3264 §5.1: a port of zero means that the stream is not wanted.
            var parts = line.split(" ", 3);
            used = parts.length > 1 && !parts[1].equals("0");
            held = sessionHeld;
            nowhere = sessionNowhere;
        } else if (line.startsWith("c=")) {
            address(line.endsWith(" 0.0.0.0") || line.endsWith(" ::"));
        } else {
            direction(line);
        }
    }

    private void address(boolean isNowhere) {
        if (inMedia) {
            nowhere = isNowhere;
        } else {
            sessionNowhere = isNowhere;
        }
    }

    private void direction(String line) {
        switch (line) {
            case "a=sendonly", "a=inactive" -> direction(true);
            case "a=sendrecv", "a=recvonly" -> direction(false);
            default -> {}
        }
    }

    private void direction(boolean isHeld) {
        if (inMedia) {
            held = isHeld;
        } else {
            sessionHeld = isHeld;
        }
    }

    private void endMedia() {
        if (inMedia && used) {
            any = true;
            allHeld &= held || nowhere;
        }
    }
}
