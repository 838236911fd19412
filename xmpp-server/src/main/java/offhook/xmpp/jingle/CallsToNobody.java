package offhook.xmpp.jingle;

import java.util.Optional;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.pubsub.Capabilities;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Stage;
import offhook.xmpp.stanza.Message;

/**
 * A call to a user none of whose clients could take it may be taken by something else, such as their desk phone. Every other
 * proposal goes its way. Safe to share.
 */
public final class CallsToNobody implements Feature {

    private final Capabilities capabilities;
    private volatile CallTaker taker = CallTaker.NONE;

    public CallsToNobody(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /** Who takes them, from now on. */
    public void go(CallTaker to) {
        taker = to;
    }

    @Override
    public Spec spec() {
        return Spec.xep(353, "0.7.0", "Jingle Message Initiation")
                .only("calls to whoever has no client for them ring the caller's own phone");
    }

    @Override
    public void install(Installer to) {
        to.at(Stage.RECEIVING, Proposal::isAbout, this::pass);
    }

    private Message pass(Account account, Message message) {
        boolean taken = Proposal.begun(message)
                        .filter(call -> nobodyTakes(account))
                        .filter(taker::takes)
                        .isPresent()
                || Proposal.retracted(message).filter(taker::ends).isPresent();
        return taken ? null : message;
    }

    /** A client that is still being asked what it can may be one that takes calls. */
    private boolean nobodyTakes(Account account) {
        return account.available().stream()
                .allMatch(resource -> capabilities.takesCalls(resource).equals(Optional.of(false)));
    }
}
