package offhook.xmpp.roster;

import static offhook.xmpp.routing.Target.ACCOUNT;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.roster.RosterXml.Wish;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Clients get and change their rosters, RFC 6121 §2. */
public final class RosterRequests implements Feature {

    /** More changes than this since a client's version cost more than the whole roster. */
    private static final int MOST_INTERIM_PUSHES = 50;

    private final Accounts accounts;
    private final Rosters rosters;
    private final Pushes pushes;
    private final RosterListener listener;
    private final RosterLimits limits;

    public RosterRequests(
            Accounts accounts, Rosters rosters, Pushes pushes, RosterListener listener, RosterLimits limits) {
        this.accounts = accounts;
        this.rosters = rosters;
        this.pushes = pushes;
        this.listener = listener;
        this.limits = limits;
    }

    @Override
    public Spec spec() {
        return Spec.xep(237, "1.3", "Roster Versioning");
    }

    @Override
    public void install(Installer to) {
        to.disco(RosterXml.NS)
                .streamFeature(Element.of("ver", "urn:xmpp:features:rosterver"))
                .iqGet(ACCOUNT, RosterXml.NS, "query", this::get)
                .iqSet(ACCOUNT, RosterXml.NS, "query", this::set)
                .accountTable("roster")
                .accountTable("roster_item");
    }

    private Element get(Iq iq) {
        var resource = owner(iq);
        if (!iq.payload().children().isEmpty()) {
            throw StanzaError.badRequest("a roster get holds nothing"); // §2.1.3
        }
        resource.interested();
        var roster = roster(resource.account());
        var known = iq.payload().attribute("ver").flatMap(roster::since);
        if (known.isPresent() && known.get().size() <= MOST_INTERIM_PUSHES) {
            // §2.6.3: the empty result first, then what has changed
            resource.account().lane().execute(() -> known.get().forEach(push -> pushes.push(resource, push)));
            return null;
        }
        return RosterXml.query(roster.version())
                .with(roster.items().stream().map(RosterXml::item).toList());
    }

    private CompletionStage<Element> set(Iq iq) {
        var account = owner(iq).account();
        var wish = RosterXml.wish(iq.payload(), limits);
        var roster = roster(account);
        return wish.remove() ? remove(account, roster, wish) : update(account, roster, wish);
    }

    private CompletionStage<Element> update(Account account, Roster roster, Wish wish) {
        if (wish.jid().equals(account.jid())) {
            throw StanzaError.notAllowed("nobody is their own contact");
        }
        if (!roster.item(wish.jid()).listed() && roster.size() >= limits.contacts()) {
            throw StanzaError.resourceConstraint("a roster has at most " + limits.contacts() + " contacts");
        }
        var groups = roster.item(wish.jid()).groups();
        var kept = rosters.keep(account, roster, roster.wanted(wish.jid(), wish.name(), wish.groups()));
        return kept.committed().thenCompose(done -> {
            pushes.push(account, roster, wish.jid());
            return wish.groups().containsAll(groups)
                    ? CompletableFuture.completedFuture(null)
                    : listener.regrouped(account, wish.jid()).thenApply(told -> null);
        });
    }

    private CompletionStage<Element> remove(Account account, Roster roster, Wish wish) {
        if (!roster.item(wish.jid()).listed()) {
            throw StanzaError.itemNotFound("not in the roster"); // §2.5.3
        }
        var own = roster.own(wish.jid());
        boolean given = roster.isGiven(wish.jid());
        var kept = rosters.keep(account, roster, given ? roster.plain(wish.jid()) : own.removed());
        return kept.committed().thenCompose(done -> {
            pushes.push(account, roster, wish.jid());
            var told = given ? listener.regrouped(account, wish.jid()) : listener.removed(account, own);
            return told.thenApply(over -> null);
        });
    }

    /** Only the account's own clients may; §2.1.5 says what the others are told. */
    private Resource owner(Iq iq) {
        if (!iq.to().equals(iq.from().bare())) {
            throw StanzaError.forbidden("this is somebody else's roster");
        }
        return accounts.resource(iq.from())
                .orElseThrow(() -> StanzaError.forbidden("only a client of the account may"));
    }

    private Roster roster(Account account) {
        return rosters.loaded(account)
                .orElseThrow(() -> StanzaError.internalServerError("the roster could not be read"));
    }
}
