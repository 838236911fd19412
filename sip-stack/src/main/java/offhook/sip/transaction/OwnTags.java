package offhook.sip.transaction;

import java.util.random.RandomGenerator;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/**
 * The tags of responses of our own that make no dialog: the same for the same request, as a stateless answer needs it
 * (RFC 3261 §8.2.7), and known again in the ACK. Safe to share.
 */
final class OwnTags {

    private final String prefix;
    private final long secret;

    OwnTags(RandomGenerator random) {
        prefix = Long.toString(random.nextLong() >>> 24, 36) + "-";
        secret = random.nextLong();
    }

    /** Gives the To a tag, if it has none and the status wants one (§8.2.6.2). */
    SipResponse tagged(SipResponse response, SipRequest request) {
        if (response.status() > 100) {
            response.tagTo(of(request));
        }
        return response;
    }

    private String of(SipRequest request) {
        long hash = mixed(secret, request.callId());
        hash = mixed(hash, request.from().tag().orElse(""));
        hash = mixed(hash, request.topVia().branch().orElse(""));
        return prefix + Long.toUnsignedString(hash, 36);
    }

    private static long mixed(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** Whether an ACK is for a response of our own, so that nobody else waits for it. */
    boolean isOurs(SipRequest ack) {
        return ack.to().tag().filter(tag -> tag.startsWith(prefix)).isPresent();
    }
}
