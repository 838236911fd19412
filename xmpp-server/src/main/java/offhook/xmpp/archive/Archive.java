package offhook.xmpp.archive;

import static offhook.xmpp.routing.Target.ACCOUNT;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.IqHandler;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.Stage;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * Keeps what users say and hear, each message once however many clients get it, and lets their clients fetch it. A message
 * finds its place when it reaches the account, and is written with the commit that keeps it for a client, or when it is
 * delivered; one that is refused is not. On the account's lane.
 */
public final class Archive implements Feature {

    private final Accounts accounts;
    private final Rosters rosters;
    private final Archives archives;
    private final PreferencesStore store;
    private final Map<Jid, Preferences> preferences = new ConcurrentHashMap<>();
    private volatile BiConsumer<Resource, Collection<Long>> given = (resource, places) -> {};

    public Archive(Accounts accounts, Rosters rosters, Archives archives, Database database) {
        this.accounts = accounts;
        this.rosters = rosters;
        this.archives = archives;
        store = new PreferencesTable(database);
    }

    @Override
    public Spec spec() {
        return Spec.xep(313, "1.1.3", "Message Archive Management");
    }

    @Override
    public List<Spec> also() {
        return List.of(
                Spec.xep(297, "1.0", "Stanza Forwarding"),
                Spec.xep(441, "0.2.0", "Message Archive Management Preferences").only("all but ad-hoc configuration"));
    }

    @Override
    public void install(Installer to) {
        to.disco(ACCOUNT, Query.NS)
                .disco(ACCOUNT, Query.EXTENDED)
                .disco(ACCOUNT, Query.GROUPCHAT_FIELD)
                .disco(ACCOUNT, Archives.STANZA_IDS)
                .iqSet(ACCOUNT, Query.NS, "query", iq -> settled(iq, this::query))
                .iqGet(ACCOUNT, Query.NS, "query", own(iq -> Query.form()))
                .iq(ACCOUNT, Iq.Type.GET, Query.NS, "metadata", new IqHandler.Later(iq -> settled(iq, this::metadata)))
                .iqGet(ACCOUNT, Query.NS, "prefs", own(iq -> of(iq.to()).toElement()))
                .iqSet(ACCOUNT, Query.NS, "prefs", this::change)
                .at(Stage.SENDING, this::sent)
                .at(Stage.RECEIVING, this::received)
                .at(Stage.DELIVER, this::delivered)
                .accountTable("archive_message")
                .accountTable("archive_preferences")
                .onRemoval(this::forget);
    }

    /** Reads everybody's preferences. Blocks; before the first session. */
    public void start() {
        preferences.putAll(store.all());
        preferences.forEach((jid, wanted) -> keepRoster(accounts.known(jid), wanted));
    }

    /** Somebody is to hear which places of its account's archive a client was just given; on the account's lane. */
    public void onGiven(BiConsumer<Resource, Collection<Long>> listener) {
        given = listener;
    }

    /** The message as the account files and gets it: with the id of its place in the archive, if it wants it there. */
    public Message incoming(Account account, Message message) {
        var from = message.from();
        boolean copy = message.custody() == Custody.SPARE; // another client of the account gets it, too
        if (copy || !Archivable.isForAccount(message) || !wants(account, from)) {
            return message.filed(null);
        }
        var filing = archives.file(account.jid(), from, null, message);
        return message.filed(filing).with(filing.stanzaId());
    }

    /** What goes out is written at once. To oneself it comes in, too, and is archived there. */
    private Message sent(Account account, Message message) {
        var to = message.to();
        if (!Archivable.isForAccount(message) || to.bare().equals(account.jid()) || !wants(account, to)) {
            return message;
        }
        var filed = message.filed(archives.file(account.jid(), to, null, message));
        filed.filing().ifPresent(filing -> archives.write(filed, filing));
        return filed;
    }

    private Message received(Account account, Message message) {
        var filed = incoming(account, message);
        if (message.type() == Message.Type.HEADLINE) { // it may reach no client, and waits for none
            filed.filing().ifPresent(filing -> archives.write(filed, filing));
        }
        return filed;
    }

    /** Nobody has written it until now. */
    private Message delivered(Account account, Message message) {
        message.filing().ifPresent(filing -> archives.write(message, filing));
        return message;
    }

    private boolean wants(Account account, Jid other) {
        return of(account.jid()).wants(other, bare -> rosters.loaded(account)
                .filter(roster -> roster.item(bare).listed())
                .isPresent());
    }

    private Preferences of(Jid account) {
        return preferences.getOrDefault(account, Preferences.EVERYTHING);
    }

    /** Answers from the database, when all is in it that came before. */
    private CompletionStage<Element> settled(Iq iq, Function<Iq, Element> answer) {
        requireOwn(iq);
        var lane = accounts.known(iq.to()).lane();
        return archives.settled().thenApplyAsync(done -> answer.apply(iq), lane);
    }

    private Element metadata(Iq iq) {
        return archives.metadata(iq.to(), 0);
    }

    /** XEP-0313 §4; the answer is the last thing that comes. */
    private Element query(Iq iq) {
        var found = archives.find(iq.to(), Query.read(iq.payload()));
        accounts.resource(iq.from()).ifPresent(client -> {
            found.results(iq.to(), iq.from(), UnaryOperator.identity()).forEach(client::send);
            given.accept(client, found.items().stream().map(Found.Item::place).toList());
        });
        return found.fin();
    }

    private CompletionStage<Element> change(Iq iq) {
        requireOwn(iq);
        var wanted = Preferences.read(iq.payload());
        var account = accounts.known(iq.to());
        return store.save(iq.to(), wanted)
                .thenApplyAsync(
                        done -> {
                            preferences.put(iq.to(), wanted);
                            keepRoster(account, wanted);
                            return wanted.toElement();
                        },
                        account.lane());
    }

    /** A roster that decides what is archived stays in memory, so that nobody has to wait for it. */
    private void keepRoster(Account account, Preferences wanted) {
        rosters.pin(account, wanted.otherwise() == Preferences.Otherwise.ROSTER);
    }

    private void forget(Jid account) {
        preferences.remove(account);
    }

    private static Function<Iq, Element> own(Function<Iq, Element> answer) {
        return iq -> {
            requireOwn(iq);
            return answer.apply(iq);
        };
    }

    /** XEP-0313 §8.1. */
    private static void requireOwn(Iq iq) {
        if (!iq.to().equals(iq.from().bare())) {
            throw StanzaError.forbidden("this is somebody else's archive");
        }
    }
}
