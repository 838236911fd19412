package offhook.xmpp.routing;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.DirectoryListener;
import offhook.directory.User;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Refusal;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.StreamError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The clients of this server: takes what they send, each in its order, RFC 6120 §10.1. Safe to share; never blocks. */
public final class Clients implements SessionListener, DirectoryListener {

    private static final Logger LOG = LoggerFactory.getLogger(Clients.class);

    private final Accounts accounts;
    private final Handlers handlers;
    private final Router router;
    private final int perUser;
    private final Inbox.Handler handler = this::handle;

    /** @param perUser how many clients a user may have connected */
    public Clients(Accounts accounts, Handlers handlers, Router router, int perUser) {
        this.accounts = accounts;
        this.handlers = handlers;
        this.router = router;
        this.perUser = perUser;
    }

    @Override
    public void bound(Session session) {
        var account = accounts.find(session.jid())
                .orElseThrow(() -> StanzaError.notAllowed("the account does not exist any more"));
        if (account.resources().size() >= perUser
                && accounts.resource(session.jid()).isEmpty()) {
            LOG.info("{} has {} clients connected, and gets no more", account, perUser);
            throw StanzaError.resourceConstraint("more than " + perUser + " clients");
        }
        var resource = new Resource(account, session, handler);
        var before = accounts.add(resource);
        account.lane().runNow(() -> {
            if (before != null) {
                over(before, Ending.CUT);
            }
            handlers.presence().bound(resource);
            handlers.listeners().forEach(listener -> listener.bound(resource));
        });
        if (before != null) { // RFC 6120 §7.7.2.2: the newcomer wins
            before.session().close(new StreamError(StreamError.Condition.CONFLICT, "the resource is used elsewhere"));
        }
    }

    @Override
    public void received(Session session, Stanza stanza) {
        of(session).ifPresent(resource -> resource.inbox().add(stanza));
    }

    @Override
    public void ended(Session session, Ending ending) {
        of(session).ifPresent(resource -> resource.inbox().end(() -> {
            if (accounts.remove(resource)) {
                over(resource, ending);
            }
        }));
    }

    /** Whoever has left the directory is sent away. */
    @Override
    public void changed(Optional<User> before, Optional<User> after) {
        if (before.isPresent() && after.isEmpty()) {
            // A turn later: whoever removed their own account gets the answer to that first.
            accounts.online(before.get().jid()).ifPresent(account -> account.lane()
                    .execute(() -> account.lane().execute(() -> sendAway(account))));
        }
    }

    private void sendAway(Account account) {
        var error = new StreamError(StreamError.Condition.NOT_AUTHORIZED, "the account is not enabled");
        for (var resource : account.resources()) {
            if (accounts.remove(resource)) { // at once, however long the client takes to go
                over(resource, Ending.CUT);
            }
            resource.session().close(error);
        }
    }

    private Optional<Resource> of(Session session) {
        return accounts.resource(session.jid()).filter(resource -> resource.session() == session);
    }

    private void over(Resource resource, Ending ending) {
        resource.gone();
        resource.questions().forget();
        handlers.presence().ended(resource, ending);
        handlers.listeners().forEach(listener -> listener.ended(resource, ending));
        if (ending == Ending.CUT) {
            resource.session().unacknowledged().forEach(lost -> router.undelivered(resource.account(), lost));
        }
    }

    /** On the account's lane. */
    private CompletionStage<?> handle(Resource from, Stanza stanza) {
        if (from.isGone()) {
            return null;
        }
        try {
            handlers.admitted(stanza);
            if (stanza.to() != null && accounts.blocks(from.account().jid(), stanza.to())) {
                throw StanzaError.notAcceptable("")
                        .as("cancel")
                        .with(Element.of("blocked", "urn:xmpp:blocking:errors")); // XEP-0191 §3.3
            }
            if (stanza instanceof Message message) {
                send(from, message);
                return null;
            }
            return stanza instanceof Presence presence ? handle(from, presence) : handle(from, (Iq) stanza);
        } catch (RuntimeException e) {
            refuse(from, stanza, e);
            return null;
        }
    }

    private static void refuse(Resource from, Stanza stanza, Throwable failure) {
        stanza.errorReply(Refusal.of(stanza, failure)).ifPresent(from::send);
    }

    private CompletionStage<?> handle(Resource from, Presence presence) {
        var pending = handlers.presence().sent(from, presence);
        return pending == null
                ? null
                : pending.whenComplete((done, failure) -> {
                    if (failure != null) {
                        refuse(from, presence, failure);
                    }
                });
    }

    /** RFC 6120 §10.3.1: a message to nobody is for the sender's own account. */
    private void send(Resource from, Message message) {
        var account = from.account();
        var sent = handlers.pass(Stage.SENDING, account, message.to() == null ? message.to(account.jid()) : message);
        if (sent != null) {
            router.route(sent.filed(null)); // where the sender files it is nothing to others
        }
    }

    /** RFC 6120 §10.3.3: a request to nobody is for the sender's own account; its other answers are for the server. */
    private CompletionStage<?> handle(Resource from, Iq iq) {
        if (iq.isRequest()) {
            var addressed = iq.to() == null ? iq.to(from.account().jid()) : iq;
            return router.request(addressed, from.account().lane(), from::send);
        }
        if (iq.to() == null || iq.to().equals(router.server())) {
            from.questions().answered(iq);
        } else if (!iq.to().equals(from.account().jid())) {
            router.route(iq);
        }
        return null;
    }
}
