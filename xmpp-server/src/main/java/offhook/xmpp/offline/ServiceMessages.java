package offhook.xmpp.offline;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.work.Overloaded;
import offhook.xmpp.archive.Archive;
import offhook.xmpp.offline.OfflineStore.Replaced;
import offhook.xmpp.offline.OfflineStore.Stored;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Deliveries;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** Messages of local services: in the store before they are sent to anybody. Safe to share. */
final class ServiceMessages implements Deliveries {

    private final Accounts accounts;
    private final OfflineStore store;
    private final Backlogs backlogs;
    private final Drain drain;
    private final InstantSource clock;
    private final DeliveryListener listener;
    private final Optional<Archive> archive;

    ServiceMessages(
            Accounts accounts,
            OfflineStore store,
            Backlogs backlogs,
            Drain drain,
            InstantSource clock,
            DeliveryListener listener,
            Optional<Archive> archive) {
        this.listener = listener;
        this.archive = archive;
        this.accounts = accounts;
        this.store = store;
        this.backlogs = backlogs;
        this.drain = drain;
        this.clock = clock;
    }

    /** The stage fails with item-not-found where the directory has no such account. */
    @Override
    public CompletionStage<Void> deliver(
            Jid from, Jid jid, String id, String body, String replaces, List<Element> payload) {
        var plain = (Message) Stanza.of(message(from, jid, id, body, replaces, payload));
        return onLane(jid, (account, done) -> {
            var backlog = backlogs.of(account);
            var message = archive.map(that -> that.incoming(account, plain)).orElse(plain);
            var stored = new Stored(backlog.next(), id, message.toString(), clock.instant());
            backlog.added(stored.size());
            boolean goesOut = drain.hasReceiver(account);
            store.replace(
                            account.jid(),
                            stored,
                            message.filing(),
                            replaces,
                            backlog.onTheirWay(),
                            goesOut ? listener : DeliveryListener.NONE)
                    .whenCompleteAsync(
                            (replaced, failure) -> {
                                stored(account, stored, replaced, goesOut);
                                finish(done, null, failure);
                            },
                            account.lane());
        });
    }

    private void stored(Account account, Stored message, Replaced replaced, boolean goesOut) {
        var backlog = backlogs.of(account);
        if (replaced != null && replaced.added()) {
            backlog.dropped(replaced.dropped());
            if (goesOut) {
                drain.offer(account, message);
            } else {
                drain.committed(account, message); // who came online meanwhile is given it in order
            }
        } else {
            backlog.dropped(List.of(message.size()));
            backlogs.tidy(account);
        }
    }

    @Override
    public CompletionStage<Boolean> withdraw(Jid jid, String id) {
        return onLane(jid, (account, done) -> store.withdraw(account.jid(), id)
                .whenCompleteAsync(
                        (dropped, failure) -> {
                            if (failure == null) {
                                backlogs.of(account).dropped(dropped);
                                backlogs.tidy(account);
                            }
                            finish(done, failure == null && !dropped.isEmpty(), failure);
                        },
                        account.lane()));
    }

    private interface Task<T> {
        void run(Account account, CompletableFuture<T> done);
    }

    private <T> CompletionStage<T> onLane(Jid jid, Task<T> task) {
        var account = accounts.find(jid).orElse(null);
        if (account == null) {
            return CompletableFuture.failedFuture(StanzaError.itemNotFound("no account " + jid));
        }
        var done = new CompletableFuture<T>();
        try {
            account.lane().runNow(() -> task.run(account, done));
        } catch (Overloaded e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private static <T> void finish(CompletableFuture<T> done, T value, Throwable failure) {
        if (failure == null) {
            done.complete(value);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /** With what keeps it recognisable (XEP-0359), correctable (XEP-0308) and in archives (XEP-0334). */
    private static Element message(Jid from, Jid to, String id, String body, String replaces, List<Element> payload) {
        var message = Element.of("message", Namespaces.CLIENT)
                .with("from", from.toString())
                .with("to", to.bare().toString())
                .with("id", id)
                .with("type", "chat")
                .with(Element.of("body", Namespaces.CLIENT, body))
                .with(Element.of("origin-id", "urn:xmpp:sid:0").with("id", id))
                .with(Element.of("store", "urn:xmpp:hints"));
        if (replaces != null) {
            message = message.with(
                    Element.of("replace", "urn:xmpp:message-correct:0").with("id", replaces));
        }
        return message.with(payload);
    }
}
