package offhook.sip.event;

import java.util.Collection;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How SUBSCRIBE and PUBLISH are refused: with what the sender needs to do better.
 *
 * @param packages the names of those there are
 */
record Refusals(Collection<String> packages, Expiry expiry) {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    /** Runs it, and refuses the request with what it throws. */
    void guard(ServerTransaction transaction, Runnable work) {
        try {
            work.run();
        } catch (SipFailure why) {
            refuse(transaction, why);
        } catch (RuntimeException fault) {
            LOG.error("A {} could not be handled", transaction.method(), fault);
            refuse(transaction, new SipFailure(500));
        }
    }

    void refuse(ServerTransaction transaction, SipFailure why) {
        if (!transaction.isOpen()) {
            return;
        }
        var response = transaction.response(why);
        if (why.status() == 423) {
            response.append(
                    HeaderName.MIN_EXPIRES, Long.toString(expiry.shortest().toSeconds()));
        } else if (why.status() == 489) {
            response.append(HeaderName.ALLOW_EVENTS, String.join(", ", packages));
        }
        transaction.respond(response);
    }

    /** RFC 3261 §8.2.2.3: what must be understood is not; answers whether it has refused the request. */
    static boolean refusesExtensions(ServerTransaction transaction, SipRequest request) {
        var required = request.values(HeaderName.REQUIRE);
        if (required.isEmpty()) {
            return false;
        }
        var response = transaction.response(420);
        response.append(HeaderName.UNSUPPORTED, String.join(", ", required));
        transaction.respond(response);
        return true;
    }
}
