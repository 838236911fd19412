package offhook.xmpp.routing;

import java.util.List;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.StanzaError;

/**
 * Where a message for a local user goes: the table of RFC 6121 §8.5.4, whose choices docs/routing.md explains. On the
 * receiver's lane.
 */
final class MessageRules {

    private final Handlers handlers;

    MessageRules(Handlers handlers) {
        this.handlers = handlers;
    }

    /** §8.5.1: what is kept for a user who is away is swallowed for one who does not exist, so that nobody can tell. */
    static void noSuchUser(Message message) {
        if (message.type() == Message.Type.GROUPCHAT
                || (message.type() == Message.Type.NORMAL && !message.to().isBare())) {
            throw unavailable();
        }
    }

    /** §8.5.2.1.1, §8.5.2.2.1: to the bare JID. */
    void toAccount(Account account, Message message) {
        switch (message.type()) {
            case NORMAL, CHAT -> deliverOrKeep(account, message);
            case GROUPCHAT -> throw unavailable();
            case HEADLINE -> deliver(account, account.reachable(), message);
            case ERROR -> {}
        }
    }

    /** §8.5.3.1: to a client that is connected. */
    void toResource(Resource resource, Message message) {
        var passed = handlers.pass(Stage.DELIVER, resource.account(), message);
        if (passed != null) {
            resource.send(passed.in(unawaited(message, false)));
        }
    }

    /** §8.5.3.2.1: to a client that is not. */
    void toNoResource(Account account, Message message) {
        switch (message.type()) {
            case CHAT -> deliverOrKeep(account, message);
            case NORMAL, GROUPCHAT -> throw unavailable();
            case HEADLINE -> {
                if (handlers.presence().shared(account, message.from())) {
                    throw unavailable(); // §8.1: no secret to those who share presence
                }
            }
            case ERROR -> {}
        }
    }

    private void deliverOrKeep(Account account, Message message) {
        var best = account.mostAvailable();
        if (!best.isEmpty()) {
            deliver(account, best, message);
        } else if (handlers.pass(Stage.NOBODY_HOME, account, message) != null) {
            throw unavailable();
        }
    }

    private void deliver(Account account, List<Resource> to, Message message) {
        var passed = to.isEmpty() ? null : handlers.pass(Stage.DELIVER, account, message);
        if (passed != null) {
            var copy = passed.in(unawaited(message, to.size() > 1));
            to.forEach(resource -> resource.send(copy));
        }
    }

    /** What nobody waits for any more: one of several is not missed. */
    private static Custody unawaited(Message message, boolean several) {
        return several || message.custody() == Custody.SPARE ? Custody.SPARE : Custody.NONE;
    }

    private static StanzaError unavailable() {
        return StanzaError.serviceUnavailable("");
    }
}
