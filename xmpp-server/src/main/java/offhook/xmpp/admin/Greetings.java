package offhook.xmpp.admin;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import offhook.directory.address.Jid;
import offhook.runtime.work.Cause;
import offhook.xmpp.admin.StandingMessages.Kind;
import offhook.xmpp.admin.StandingMessages.Text;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.routing.Router;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server itself tells its users: announcements to those who are online, the message of the day to each user once,
 * and the welcome to whoever is new. Safe to share.
 */
final class Greetings implements ResourceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Greetings.class);
    private static final int ID_BYTES = 8;

    private final Accounts accounts;
    private final Router router;
    private final StandingMessages store;
    private final SecureRandom random;
    private final Set<Jid> told = ConcurrentHashMap.newKeySet(); // of the message of the day, as far as is known here
    private volatile Optional<Text> motd = Optional.empty();
    private volatile Optional<Text> welcome = Optional.empty();

    Greetings(Accounts accounts, Router router, StandingMessages store, SecureRandom random) {
        this.accounts = accounts;
        this.router = router;
        this.store = store;
        this.random = random;
    }

    /** Reads what is to be said. Blocks; before the first session. */
    void start() {
        motd = store.find(Kind.MOTD);
        welcome = store.find(Kind.WELCOME);
    }

    Optional<String> text(Kind kind) {
        return (kind == Kind.MOTD ? motd : welcome).map(Text::body);
    }

    /** From now on this is said; who is online hears a new message of the day at once. */
    CompletionStage<Void> set(Kind kind, String body) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return put(kind, new Text(HexFormat.of().formatHex(bytes), body));
    }

    /** The same message in other words: who has seen it does not see it again. */
    CompletionStage<Void> edit(Kind kind, String body) {
        var before = kind == Kind.MOTD ? motd : welcome;
        return before.isEmpty()
                ? set(kind, body)
                : put(kind, new Text(before.get().id(), body));
    }

    private CompletionStage<Void> put(Kind kind, Text text) {
        return store.put(kind, text).thenRun(() -> {
            if (kind == Kind.WELCOME) {
                welcome = Optional.of(text);
                return;
            }
            if (motd.filter(before -> before.id().equals(text.id())).isEmpty()) {
                told.clear();
            }
            motd = Optional.of(text);
            accounts.online().forEach(account -> account.lane()
                    .runNow(() -> account.available().stream().findFirst().ifPresent(this::tell)));
        });
    }

    CompletionStage<Void> delete(Kind kind) {
        return store.remove(kind).thenRun(() -> {
            if (kind == Kind.MOTD) {
                motd = Optional.empty();
            } else {
                welcome = Optional.empty();
            }
        });
    }

    /** Says something to all who are online now; tells how many that are. */
    int announce(String body) {
        var online = accounts.online();
        online.forEach(account -> router.route(message(account.jid(), "headline", body)));
        return online.size();
    }

    /** Somebody has logged in for the first time. */
    void welcome(Account account) {
        welcome.ifPresent(text -> router.route(message(account.jid(), null, text.body())));
    }

    @Override
    public void available(Resource resource, Presence presence, boolean initial) {
        if (initial && motd.isPresent()) {
            tell(resource);
        }
    }

    private void tell(Resource resource) {
        var text = motd.orElse(null);
        var account = resource.account().jid();
        if (text == null || !told.add(account)) {
            return;
        }
        store.seen(account, text.id()).whenComplete((first, failure) -> {
            if (failure != null) {
                told.remove(account);
                LOG.warn("{} does not get the message of the day now: {}", account, Cause.line(failure));
            } else if (first) {
                router.route(message(resource.jid(), null, text.body()));
            }
        });
    }

    /** An account is gone for good. */
    void forget(Jid account) {
        told.remove(account);
    }

    private Stanza message(Jid to, String type, String body) {
        return Stanza.of(Element.of("message", Namespaces.CLIENT)
                .with("type", type)
                .with("from", router.server().toString())
                .with("to", to.toString())
                .with(Element.of("body", Namespaces.CLIENT, body)));
    }
}
