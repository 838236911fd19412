package offhook.xmpp.xep;

import static offhook.xmpp.routing.Target.ACCOUNT;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.routing.Stage;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** A user's other clients get copies of what one of them says and hears. Safe to share. */
public final class Carbons implements Feature, ResourceListener {

    static final String NS = "urn:xmpp:carbons:2";

    /** Whoever sees this may rely on all of §6.1. */
    private static final String RULES = "urn:xmpp:carbons:rules:0";

    private static final String HINTS = "urn:xmpp:hints";
    private static final String FORWARD = "urn:xmpp:forward:0";
    private static final String ROOM_USER = "http://jabber.org/protocol/muc#user";

    /** What instant messaging consists of besides text, §6.1: states, receipts, markers, invitations (XEP-0249). */
    private static final Set<String> PAYLOADS = Set.of(
            "http://jabber.org/protocol/chatstates",
            "urn:xmpp:receipts",
            "urn:xmpp:chat-markers:0",
            "jabber:x:conference");

    private final Accounts accounts;
    private final Set<Resource> enabled = ConcurrentHashMap.newKeySet();
    private final Conversations conversations = new Conversations();

    public Carbons(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Spec spec() {
        return Spec.xep(280, "1.0.1", "Message Carbons");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS)
                .disco(RULES)
                .iqSet(ACCOUNT, NS, "enable", iq -> change(iq, true))
                .iqSet(ACCOUNT, NS, "disable", iq -> change(iq, false))
                .at(Stage.SENDING, this::sent)
                .at(Stage.RECEIVING, message -> message.type() != Message.Type.GROUPCHAT, this::received)
                .listen(this);
    }

    /** §4, §5; asking twice is no error (§10). */
    private CompletionStage<Element> change(Iq iq, boolean on) {
        if (!iq.to().equals(iq.from().bare())) {
            throw StanzaError.notAllowed("this is somebody else's account");
        }
        accounts.resource(iq.from()).ifPresent(on ? enabled::add : enabled::remove);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void ended(Resource resource, Ending ending) {
        if (enabled.remove(resource) && !isWanted(resource.account())) {
            conversations.forget(resource.account().jid());
        }
    }

    /** §8: to the sender's other clients. What goes to the own account is copied where it is received. */
    private Message sent(Account account, Message message) {
        if (!isWanted(account)) {
            return message;
        }
        boolean own = message.to().bare().equals(account.jid());
        if (!own && isOfConversation(account, message, message.to())) {
            var archived = message.filing().map(filing -> message.with(filing.stanzaId())); // XEP-0313 §3.5
            copy("sent", account, archived.orElse(message), List.of());
        }
        return message;
    }

    /** §7: to the receiver's clients that do not get the message itself. */
    private Message received(Account account, Message message) {
        if (!isWanted(account)) {
            return message;
        }
        var addressed = accounts.resource(message.to());
        boolean passes = message.isError()
                || !((addressed.isEmpty() && isForOneClient(message)) || isFromOccupant(account, message));
        if (passes && isOfConversation(account, message, message.from())) {
            copy("received", account, message, addressed.map(List::of).orElseGet(() -> getting(account, message)));
        }
        return message;
    }

    /** RFC 6121 §8.5.3.2.1: where that one is gone, nobody gets it. */
    private static boolean isForOneClient(Message message) {
        return !message.to().isBare()
                && (message.type() == Message.Type.NORMAL || message.type() == Message.Type.HEADLINE);
    }

    /** RFC 6121 §8.5.2.1.1: who gets what is for the account. */
    private static List<Resource> getting(Account account, Message message) {
        return message.type() == Message.Type.HEADLINE ? account.reachable() : account.mostAvailable();
    }

    /** Whether any of the clients wants copies. */
    private boolean isWanted(Account account) {
        if (!enabled.isEmpty()) {
            for (var resource : account.resources()) {
                if (enabled.contains(resource)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** §6.1: what is to be copied; an error is where what it answers was. */
    private boolean isOfConversation(Account account, Message message, Jid other) {
        if (message.isError()) {
            return conversations.answers(account.jid(), message, other);
        }
        if (isCopied(message)) {
            conversations.remember(account.jid(), message, other);
            return true;
        }
        return false;
    }

    private void copy(String direction, Account account, Message message, List<Resource> except) {
        Stanza copy = null;
        for (var resource : account.resources()) {
            if (enabled.contains(resource)
                    && !except.contains(resource)
                    && !resource.jid().equals(message.from())) {
                copy = copy == null ? wrapped(direction, account, message) : copy;
                resource.send(copy.to(resource.jid()));
            }
        }
    }

    private static Stanza wrapped(String direction, Account account, Message message) {
        var original = message.element();
        return Stanza.of(Element.of("message", Namespaces.CLIENT)
                        .with("type", original.attribute("type").orElse(null))
                        .with("from", account.jid().toString())
                        .with(Element.of(direction, NS)
                                .with(Element.of("forwarded", FORWARD).with(original))))
                .in(Custody.SPARE);
    }

    /** §6.1 and §9; what is said in rooms never is. */
    private static boolean isCopied(Message message) {
        if (message.has("private", NS) || message.has("no-copy", HINTS)) {
            return false;
        }
        return switch (message.type()) {
            case CHAT -> true;
            case NORMAL -> message.has("body", Namespaces.CLIENT) || saysMore(message);
            case HEADLINE -> saysMore(message);
            case GROUPCHAT, ERROR -> false;
        };
    }

    private static boolean saysMore(Message message) {
        return message.children().stream().anyMatch(child -> PAYLOADS.contains(child.namespace()))
                || isInvitation(message);
    }

    /** §6.1: a room gives its private messages to every client that is in it; an invitation comes from the room itself. */
    private static boolean isFromOccupant(Account account, Message message) {
        var from = message.from();
        boolean ofRoom = message.has("x", ROOM_USER)
                || account.resources().stream()
                        .flatMap(resource -> resource.directed().stream())
                        .anyMatch(there -> !there.isBare() && there.bare().equals(from.bare()));
        return ofRoom && !from.isBare() && !isInvitation(message);
    }

    private static boolean isInvitation(Message message) {
        return message.child("x", ROOM_USER).flatMap(x -> x.child("invite")).isPresent();
    }
}
