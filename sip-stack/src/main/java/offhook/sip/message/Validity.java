package offhook.sip.message;

/** What a message must have before anything else looks at it: RFC 3261 §8.1.1, §16.3 steps 1 and 2, §18.3. */
final class Validity {

    private Validity() {}

    /** @throws SipFailure if it lacks it; what is checked here is parsed and kept */
    static void check(SipMessage message) {
        message.topVia();
        message.from();
        message.to();
        if (message.callId().isEmpty()) {
            throw SipFailure.bad("Call-ID");
        }
        var cseq = message.cseq();
        if (message instanceof SipRequest request) {
            if (!cseq.method().equals(request.method())) {
                throw new SipFailure(400, "CSeq Does Not Match Method");
            }
            request.maxForwards();
            checkScheme(request.uri());
        }
    }

    /** RFC 3261 §16.3 step 2. */
    private static void checkScheme(Uri uri) {
        if (!uri.isSip() && !uri.scheme().equals("tel")) {
            throw new SipFailure(416);
        }
    }
}
