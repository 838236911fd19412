package offhook.xmpp.jingle;

/** Takes calls to users who have no client for them. Called on the callee's lane: must not block. */
public interface CallTaker {

    /** Whether it takes this call; then nobody else hears of it. */
    boolean takes(Proposal call);

    /** Whether it had taken this call, and now ends it. */
    boolean ends(Proposal call);

    /** Takes none. */
    CallTaker NONE = new CallTaker() {
        @Override
        public boolean takes(Proposal call) {
            return false;
        }

        @Override
        public boolean ends(Proposal call) {
            return false;
        }
    };
}
