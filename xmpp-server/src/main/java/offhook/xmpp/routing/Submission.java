package offhook.xmpp.routing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Refusal;
import offhook.xmpp.stanza.StanzaError;

/** Takes messages that come by another road than a client's stream. Safe to share; never blocks. */
public final class Submission {

    private final Accounts accounts;
    private final Handlers handlers;
    private final Router router;

    public Submission(Accounts accounts, Handlers handlers, Router router) {
        this.accounts = accounts;
        this.handlers = handlers;
        this.router = router;
    }

    /**
     * Sends a message with both addresses. One of an account is treated as if a client of that account had sent it: it is
     * archived and copied to the clients.
     *
     * @param then is told once, on any thread: nothing when the message cannot be lost any more, or why it was refused
     */
    public void submit(Message message, Consumer<Optional<StanzaError>> then) {
        var refusal = new AtomicReference<StanzaError>();
        var custody = new Custody(() -> then.accept(Optional.ofNullable(refusal.get())), refusal::set);
        var kept = message.in(custody);
        var sender = accounts.find(message.from());
        try {
            handlers.admitted(kept);
            if (sender.isPresent()) {
                sender.get().lane().runNow(() -> {
                    send(sender.get(), kept);
                    custody.release();
                });
                return;
            }
            router.route(kept);
        } catch (RuntimeException e) {
            refusal.set(Refusal.of(kept, e));
        }
        custody.release();
    }

    private void send(Account sender, Message message) {
        try {
            if (accounts.blocks(sender.jid(), message.to())) {
                throw StanzaError.notAcceptable("the receiver is blocked");
            }
            var sent = handlers.pass(Stage.SENDING, sender, message);
            if (sent != null) {
                router.route(sent.filed(null));
            }
        } catch (RuntimeException e) {
            router.refuse(message, e);
        }
    }
}
