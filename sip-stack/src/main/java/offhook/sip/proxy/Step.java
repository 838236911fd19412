package offhook.sip.proxy;

/** A stage of what happens to a request from outside of a dialog. Safe to share: what it finds out is kept by the walk. */
public interface Step {

    /**
     * Looks at the request, on the loop of its Call-ID.
     *
     * @return whether the next step shall see it; otherwise this one answers it, or lets the walk go on later
     * @throws offhook.sip.message.SipFailure if the request is refused
     */
    boolean take(Walk walk);
}
