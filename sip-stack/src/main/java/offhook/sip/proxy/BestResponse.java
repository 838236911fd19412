package offhook.sip.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipResponse;
import offhook.sip.transaction.ServerTransaction;

/** The final responses of 300 and more that came back, and the best of them: RFC 3261 §16.7 steps 6 and 7. */
final class BestResponse {

    private final List<SipResponse> challenges = new ArrayList<>();
    private SipResponse response; // null if the best is one that nobody sent
    private int status;

    void add(SipResponse other) {
        if (other.status() == 401 || other.status() == 407) {
            challenges.add(other);
        }
        if (isBetter(other.status())) {
            status = other.status();
            response = other;
        }
    }

    /** A branch without a final response counts as this one: 408 for silence, 503 where nothing could be sent. */
    void add(int silent) {
        if (isBetter(silent)) {
            status = silent;
            response = null;
        }
    }

    private boolean isBetter(int other) {
        return status == 0 || rank(other) < rank(status);
    }

    /** "It MUST choose from the 6xx … the lowest response class … 401, 407, 415, 420, and 484". */
    private static int rank(int status) {
        return switch (status) {
            case 401, 407, 415, 420, 484 -> 4000 + status;
            // A phone that was off tells less than one whose owner pressed a key.
            case 404, 408, 480, 481, 487 -> 4900 + status;
            default -> (status >= 600 ? 0 : status / 100) * 1000 + 500 + status % 100;
        };
    }

    /** What the sender will be told; empty if nothing came. */
    OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status == 503 ? 500 : status);
    }

    /** Sends the best, or the refusal if there is none. */
    void respond(ServerTransaction transaction, SipFailure refusal) {
        if (status == 0) {
            transaction.refuse(refusal);
        } else if (status == 408 && !transaction.method().equals(Method.INVITE)) {
            // RFC 4320 §4.2: by now the sender has given up as well.
            transaction.drop();
        } else if (response == null || status == 503) {
            // "A proxy which receives a 503 SHOULD NOT forward it upstream."
            transaction.respond(transaction.response(status().getAsInt()));
        } else {
            transaction.respond(withAllChallenges());
        }
    }

    private SipResponse withAllChallenges() {
        if (response.status() == 401 || response.status() == 407) {
            for (var other : challenges) {
                if (other != response) {
                    copy(HeaderName.WWW_AUTHENTICATE, other);
                    copy(HeaderName.PROXY_AUTHENTICATE, other);
                }
            }
        }
        return response;
    }

    private void copy(HeaderName name, SipResponse from) {
        from.values(name).forEach(value -> response.append(name, value));
    }
}
