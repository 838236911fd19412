package offhook.sip.agent;

import offhook.sip.message.SipResponse;

/** Hears what becomes of a call of ours, and what the other end asks for later. Called on the loop of its Call-ID. */
public interface OutgoingListener extends DialogListener {

    /** A provisional response but 100. */
    void rings(SipResponse response);

    /**
     * A 2xx, the first one; {@link OutgoingCall#take} acknowledges it, {@link OutgoingCall#giveUp} declines it.
     *
     * @param dialog is open, and closed by whoever hears of its end
     */
    void answered(OpenDialog dialog, SipResponse response);

    /** The call is over before it began: a final response of 300 or more, or one of our own. */
    void refused(SipResponse response);
}
