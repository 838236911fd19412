package offhook.xmpp.pubsub;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import offhook.directory.address.Jid;
import offhook.runtime.work.Cause;
import offhook.xmpp.pubsub.NodeStore.Place;
import offhook.xmpp.routing.AccessListener;
import offhook.xmpp.routing.Accounts;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where rosters let somebody see less than before, and where one of the owners is gone for good, the nodes that this may
 * concern are looked at once more, XEP-0163 §7.1. What is missed here, as by a crash, is found with the next change of the node. Safe to share.
 */
final class Lapses implements AccessListener {

    private static final Logger LOG = LoggerFactory.getLogger(Lapses.class);

    private final Accounts accounts;
    private final NodeStore store;
    private final Function<Place, CompletionStage<?>> review;
    private final Map<Jid, List<Place>> left = new ConcurrentHashMap<>();

    /** @param review has a node looked at: {@link Engine#review} of its host */
    Lapses(Accounts accounts, NodeStore store, Function<Place, CompletionStage<?>> review) {
        this.accounts = accounts;
        this.store = store;
        this.review = review;
    }

    @Override
    public CompletionStage<Void> lessened(Jid account, Jid contact) {
        return look(account, () -> store.subscribed(account, contact));
    }

    @Override
    public void moved(Jid person) {
        look(person, () -> store.concerned(person));
    }

    /** In the transaction in which somebody goes: what they own has subscribers who may be there by them alone. */
    void leaving(Jid owner, Handle tx) {
        var owned = store.owned(owner, tx);
        if (!owned.isEmpty()) {
            left.put(owner, owned);
        }
    }

    /** They are gone, and nobody has them in memory any more. */
    void gone(Jid owner) {
        var places = left.remove(owner);
        if (places != null) {
            look(owner, () -> places);
        }
    }

    private CompletionStage<Void> look(Jid account, Supplier<List<Place>> places) {
        try {
            return CompletableFuture.supplyAsync(places, accounts.known(account).lane())
                    .thenCompose(this::reviewed)
                    .exceptionally(failure -> missed(account, failure));
        } catch (RuntimeException e) { // the lane is full
            return CompletableFuture.completedFuture(missed(account, e));
        }
    }

    private CompletionStage<Void> reviewed(List<Place> places) {
        return CompletableFuture.allOf(places.stream()
                .map(review)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new));
    }

    private static Void missed(Jid account, Throwable failure) {
        Cause.log(LOG, failure, "Who sees less of {} may still be subscribed to something", account);
        return null;
    }
}
