package offhook.sip.proxy;

import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;

/** Where we are not a proxy but the one who is asked, because we have registered there. Safe to share. */
public interface OwnContacts {

    /**
     * Looks at a request from outside of a dialog, on the loop of its Call-ID.
     *
     * @return whether it is for one of them, and so has its answer, or gets it
     */
    boolean take(ServerTransaction transaction, SipRequest request);

    /**
     * Looks at the CANCEL of an INVITE that has no final response yet.
     *
     * @return whether that INVITE is theirs
     */
    boolean cancelled(ServerTransaction invite, SipRequest cancel);
}
