package offhook.xmpp.routing;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import offhook.directory.address.Jid;
import offhook.runtime.work.Lanes;
import offhook.xmpp.routing.Session.Unacknowledged;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Delay;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Refusal;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/**
 * Takes every stanza to where it belongs, in the order of RFC 6120 §10 and RFC 6121 §8; docs/routing.md holds the table.
 * Safe to share; never blocks.
 *
 * <p>What a stanza does to an account happens on that account's lane, at once if it is idle.
 */
public final class Router {

    private static final String ROSTER = "jabber:iq:roster";
    private static final String LAST = "jabber:iq:last";

    private final Jid server;
    private final Accounts accounts;
    private final Map<String, Service> services;
    private final Handlers handlers;
    private final Lanes lanes;
    private final Requests requests;
    private final MessageRules messages;

    public Router(Jid server, Accounts accounts, Collection<Service> services, Handlers handlers, Lanes lanes) {
        this.server = server;
        this.accounts = accounts;
        this.services = services.stream()
                .collect(Collectors.toUnmodifiableMap(service -> service.jid().domain(), Function.identity()));
        this.handlers = handlers;
        this.lanes = lanes;
        requests = new Requests(handlers);
        messages = new MessageRules(handlers);
    }

    /** The server's own JID, a domain. */
    public Jid server() {
        return server;
    }

    /** The service that has the domain of this JID, or null. */
    public Service service(Jid jid) {
        return services.get(jid.domain());
    }

    /** Whether the domain is served here; there are no streams to other servers. */
    public boolean serves(Jid jid) {
        return isOurs(jid) || services.containsKey(jid.domain());
    }

    /** Routes a stanza that carries both addresses; an error goes back to its sender. */
    public void route(Stanza stanza) {
        try {
            var to = stanza.to();
            if (isOurs(to)) {
                toServer(stanza, to);
            } else if (services.containsKey(to.domain())) {
                toService(services.get(to.domain()), stanza);
            } else {
                throw StanzaError.remoteServerNotFound("");
            }
        } catch (RuntimeException e) {
            refuse(stanza, e);
        }
    }

    /**
     * Has a request answered, or routes it to the client that is to answer it.
     *
     * @param lane that of who asks
     * @return completes when the reply was given; null if it was given, or if it comes from elsewhere
     */
    CompletionStage<?> request(Iq iq, Executor lane, Consumer<Stanza> reply) {
        var to = iq.to();
        var service = services.get(to.domain());
        if (service != null) {
            return service.received(iq) ? null : requests.answer(Target.SERVICE, iq, lane, reply);
        }
        if (!isOurs(to)) {
            throw StanzaError.remoteServerNotFound("");
        }
        if (to.local().isEmpty()) {
            return requests.answer(Target.SERVER, iq, lane, reply);
        }
        if (to.isBare()) {
            if (accounts.find(to).isEmpty()) {
                throw StanzaError.serviceUnavailable(""); // RFC 6121 §8.5.1
            }
            if (accounts.blocks(to, iq.from())) {
                throw StanzaError.serviceUnavailable(""); // XEP-0191 §3.3
            }
            return requests.answer(Target.ACCOUNT, iq, lane, reply);
        }
        toUser(iq, to);
        return null;
    }

    private boolean isOurs(Jid jid) {
        return jid.domain().equals(server.domain());
    }

    private void toService(Service service, Stanza stanza) {
        if (stanza instanceof Message message) {
            service.received(message);
        } else if (stanza instanceof Presence presence) {
            service.received(presence);
        } else if (((Iq) stanza).isRequest()) {
            request((Iq) stanza, lanes.lane(stanza.from().bare()), this::route);
        } else {
            service.received((Iq) stanza);
        }
    }

    /** RFC 6120 §10.5.1, §10.5.2: to the server itself; §10.5.3, §10.5.4: to a user. */
    private void toServer(Stanza stanza, Jid to) {
        if (stanza instanceof Iq iq && (to.isBare() || to.local().isEmpty())) {
            if (iq.isRequest()) {
                request(iq, lanes.lane(iq.from().bare()), this::route);
            } else {
                handlers.answered(iq);
            }
        } else if (!to.local().isEmpty()) {
            toUser(stanza, to);
        } else if (stanza instanceof Message) {
            throw StanzaError.serviceUnavailable("");
        }
    }

    /** RFC 6121 §8.5. */
    private void toUser(Stanza stanza, Jid to) {
        var resource = to.isBare() ? null : accounts.resource(to).orElse(null);
        var account = resource == null ? accounts.find(to).orElse(null) : resource.account();
        if (account == null) {
            toNoUser(stanza);
        } else {
            stanza.custody().hold();
            new Delivery(account, resource, stanza).begin();
        }
    }

    /** A stanza that waits for the lane of its receiver, and there for what the receiver has to know before. */
    private final class Delivery implements Runnable {

        private final Account account;
        private final Resource resource; // that it is to; null where there is none, or none yet
        private final Stanza stanza;

        Delivery(Account account, Resource resource, Stanza stanza) {
            this.account = account;
            this.resource = resource;
            this.stanza = stanza;
        }

        void begin() {
            try {
                account.lane().runNow(this);
            } catch (RuntimeException e) {
                end(e);
            }
        }

        /** On the lane. */
        @Override
        public void run() {
            try {
                if (account.isFree()) {
                    deliver();
                } else {
                    account.behind(this::deliver);
                }
            } catch (RuntimeException e) {
                end(e);
            }
        }

        private void deliver() {
            try {
                Router.this.deliver(account, now(), stanza);
            } catch (RuntimeException e) {
                refuse(stanza, e);
            }
            stanza.custody().release();
        }

        /** Whom it is to at this moment: while it waited, clients may have come and gone. */
        private Resource now() {
            if (resource != null && account.resources().contains(resource)) {
                return resource;
            }
            var to = stanza.to();
            return to.isBare() ? null : accounts.resource(to).orElse(null);
        }

        /** It cannot be passed on. */
        private void end(RuntimeException e) {
            refuse(stanza, e);
            stanza.custody().release();
        }
    }

    /**
     * What a client has not acknowledged when its session is over is treated as if the client had not been there, XEP-0198
     * §4. On the account's lane.
     */
    void undelivered(Account account, Unacknowledged lost) {
        var stanza = lost.stanza();
        if (stanza.custody() == Custody.SPARE) {
            return;
        }
        if (stanza instanceof Message message) {
            var late = ((Message) Stanza.of(Delay.late(server, message.element(), lost.sent())))
                    .filed(message.filing().orElse(null)); // it is in the archive already
            guarded(late, () -> {
                if (message.to().isBare()) {
                    messages.toAccount(account, late);
                } else {
                    messages.toNoResource(account, late);
                }
            });
        } else if (stanza instanceof Iq iq && iq.isRequest() && !server.equals(iq.from())) {
            refuse(iq, StanzaError.serviceUnavailable(""));
        }
    }

    /** §8.5.1. */
    private void toNoUser(Stanza stanza) {
        if (stanza instanceof Message message) {
            MessageRules.noSuchUser(message);
        } else if (stanza instanceof Iq) {
            throw StanzaError.serviceUnavailable("");
        } else if (((Presence) stanza).type() == Presence.Type.PROBE) {
            route(Presence.of(
                    Presence.Type.UNSUBSCRIBED,
                    stanza.to().bare(),
                    stanza.from().bare()));
        }
    }

    /** §8.5.2 and §8.5.3, on the account's lane; to a bare JID there is no resource. */
    private void deliver(Account account, Resource resource, Stanza stanza) {
        if (accounts.blocks(account.jid(), stanza.from())) {
            if (stanza instanceof Presence || isSaidInRoom(stanza)) {
                return;
            }
            throw StanzaError.serviceUnavailable(""); // XEP-0191 §3.3
        }
        if (stanza instanceof Presence presence) {
            handlers.presence().received(account, presence);
            return;
        }
        if (stanza instanceof Iq iq) {
            toResource(account, resource, iq);
            return;
        }
        var message = handlers.pass(Stage.RECEIVING, account, (Message) stanza);
        if (message == null) {
            return; // a feature has taken it
        }
        if (stanza.to().isBare()) {
            messages.toAccount(account, message);
        } else if (resource != null) {
            messages.toResource(resource, message);
        } else {
            messages.toNoResource(account, message);
        }
    }

    /** To the room an error would be a sign that its occupant has gone, XEP-0045 §18.1.2. */
    private static boolean isSaidInRoom(Stanza stanza) {
        return stanza instanceof Message message && message.type() == Message.Type.GROUPCHAT;
    }

    /** §8.5.3.1, §8.5.3.2.3. */
    private void toResource(Account account, Resource resource, Iq iq) {
        if (iq.isRequest() && iq.request().namespace().equals(LAST) && !seesPresence(account, iq.from())) {
            throw StanzaError.forbidden(""); // XEP-0012 §5, whether there is such a client or not
        }
        if (resource == null || (iq.isRequest() && !mayAsk(account, iq))) {
            throw StanzaError.serviceUnavailable("");
        }
        resource.send(iq);
    }

    /**
     * Whether a client may be asked. §8.5.3.1 would have those share presence who are people of this house, too;
     * docs/routing.md says why they need not. A roster push in another's name is refused, §2.1.6.
     */
    private boolean mayAsk(Account account, Iq iq) {
        var from = iq.from();
        if (from.bare().equals(account.jid())) {
            return true;
        }
        boolean colleague = isOurs(from) && !from.local().isEmpty();
        return !iq.request().namespace().equals(ROSTER) && (colleague || seesPresence(account, from));
    }

    private boolean seesPresence(Account account, Jid other) {
        return other.bare().equals(account.jid()) || handlers.presence().shared(account, other);
    }

    private void guarded(Stanza stanza, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            refuse(stanza, e);
        }
    }

    /** Tells the sender, or who has sent it in their place, why nothing comes of a stanza. */
    public void refuse(Stanza stanza, RuntimeException e) {
        var error = Refusal.of(stanza, e);
        if (!stanza.custody().takes(error)) {
            stanza.errorReply(error).ifPresent(this::route);
        }
    }
}
