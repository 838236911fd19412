package offhook.xmpp.blocking;

import static offhook.xmpp.routing.Target.ACCOUNT;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.presence.Presences;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Users say whom they want nothing of; to those they look as if they were away. On the account's lane. */
public final class Blocking implements Feature, ResourceListener {

    private static final String NS = "urn:xmpp:blocking";
    private static final int MOST = 1_000;

    private final Accounts accounts;
    private final Presences presences;
    private final BlockStore store;
    private final BlockLists lists;
    private final Set<Resource> interested = ConcurrentHashMap.newKeySet();
    private final AtomicLong ids = new AtomicLong();

    public Blocking(Jid server, Accounts accounts, Presences presences, Database database) {
        this.accounts = accounts;
        this.presences = presences;
        store = new BlockTable(database);
        lists = new BlockLists(server);
    }

    @Override
    public Spec spec() {
        return Spec.xep(191, "1.3", "Blocking Command");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS)
                .iqGet(ACCOUNT, NS, "blocklist", this::list)
                .iqSet(ACCOUNT, NS, "block", this::block)
                .iqSet(ACCOUNT, NS, "unblock", this::unblock)
                .listen(this)
                .accountTable("blocked")
                .onRemoval(lists::forget);
        accounts.barrier(lists);
    }

    /** Reads all lists. Blocks; before the first session. */
    public void start() {
        lists.load(store);
    }

    @Override
    public void ended(Resource resource, Ending ending) {
        interested.remove(resource);
    }

    /** §3.2. */
    private Element list(Iq iq) {
        requireOwn(iq);
        accounts.resource(iq.from()).ifPresent(interested::add);
        return element("blocklist", lists.of(iq.to()));
    }

    /** §3.3: they see the user leave, and from then on nothing. */
    private CompletionStage<Element> block(Iq iq) {
        requireOwn(iq);
        var jids = items(iq);
        if (jids.isEmpty()) {
            throw StanzaError.badRequest("whom?");
        }
        if (lists.of(iq.to()).size() + jids.size() > MOST) {
            throw StanzaError.resourceConstraint("at most " + MOST + " are blocked");
        }
        var account = accounts.known(iq.to());
        return store.add(iq.to(), jids)
                .thenApplyAsync(
                        done -> {
                            presences.hide(account, jid -> isNew(account, jids, jid));
                            lists.add(account.jid(), jids);
                            push(account, "block", jids);
                            return null;
                        },
                        account.lane());
    }

    private boolean isNew(Account account, Set<Jid> jids, Jid jid) {
        return !lists.blocks(account.jid(), jid) && BlockLists.matches(jids, jid);
    }

    /** §3.4, §3.5: whoever may sees the user again. */
    private CompletionStage<Element> unblock(Iq iq) {
        requireOwn(iq);
        var jids = items(iq);
        var account = accounts.known(iq.to());
        var gone = jids.isEmpty() ? lists.of(iq.to()) : jids;
        return store.remove(iq.to(), gone)
                .thenApplyAsync(
                        done -> {
                            var before = lists.of(account.jid());
                            lists.remove(account.jid(), gone);
                            presences.show(
                                    account,
                                    jid -> BlockLists.matches(before, jid) && !lists.blocks(account.jid(), jid));
                            push(account, "unblock", jids);
                            return null;
                        },
                        account.lane());
    }

    private void push(Account account, String change, Set<Jid> jids) {
        for (var resource : account.resources()) {
            if (interested.contains(resource)) {
                var id = "block" + Long.toString(ids.incrementAndGet(), Character.MAX_RADIX);
                resource.send(Iq.request(Iq.Type.SET, id, account.jid(), resource.jid(), element(change, jids)));
            }
        }
    }

    private static Element element(String name, Set<Jid> jids) {
        return Element.of(name, NS)
                .with(jids.stream()
                        .map(Jid::toString)
                        .sorted()
                        .map(jid -> Element.of("item", NS).with("jid", jid))
                        .toList());
    }

    private static Set<Jid> items(Iq iq) {
        var jids = new HashSet<Jid>();
        for (var item : iq.payload().children("item", NS)) {
            var jid = item.attribute("jid").orElseThrow(() -> StanzaError.badRequest("an item without a jid"));
            try {
                jids.add(Jid.parse(jid));
            } catch (IllegalArgumentException e) {
                throw StanzaError.jidMalformed(e.getMessage());
            }
        }
        return jids;
    }

    private static void requireOwn(Iq iq) {
        if (!iq.to().equals(iq.from().bare())) {
            throw StanzaError.forbidden("this is somebody else's list");
        }
    }
}
