package offhook.gateway.notify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.xmpp.routing.Deliveries;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.xml.Element;
import org.jdbi.v3.core.Handle;

/** A chat server with one client per account, as far as alerts can tell: it outlives its users' crashes. */
final class OfflineStore implements Deliveries {

    /** A message in the store or on a client's screen. */
    record Stored(Jid from, String id, String body, String replaces, List<Element> payload) {}

    private final Database database;
    private final DeliveryListener listener;
    private final Map<Jid, Map<String, Stored>> accounts = new LinkedHashMap<>();
    private final Set<Jid> online = new HashSet<>();
    private final List<Stored> seen = new ArrayList<>();
    private final List<Stored> taken = new ArrayList<>();
    private RuntimeException failure;

    OfflineStore(Database database, DeliveryListener listener) {
        this.database = database;
        this.listener = listener;
    }

    @Override
    public CompletionStage<Void> deliver(
            Jid from, Jid account, String id, String body, String replaces, List<Element> payload) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        var stored = store(account);
        if (replaces != null) {
            stored.remove(replaces);
        }
        if (stored.putIfAbsent(id, new Stored(from, id, body, replaces, payload)) == null && isOnline(account)) {
            send(account, stored.get(id));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Boolean> withdraw(Jid account, String id) {
        return CompletableFuture.completedFuture(store(account).remove(id) != null);
    }

    boolean isOnline(Jid account) {
        return online.contains(account);
    }

    void login(Jid account) {
        if (online.add(account)) {
            waiting(account).forEach(message -> send(account, message));
        }
    }

    private void send(Jid account, Stored message) {
        note(tx -> listener.sent(account, message.id(), tx));
        seen.add(message);
    }

    private void note(Consumer<Handle> what) {
        database.write(tx -> {
                    what.accept(tx);
                    return null;
                })
                .toCompletableFuture()
                .join();
    }

    void logout(Jid account) {
        online.remove(account);
    }

    /** The client acknowledges everything that was sent to it. */
    void acknowledge(Jid account) {
        if (!isOnline(account)) {
            return;
        }
        for (var message : List.copyOf(store(account).values())) {
            note(tx -> listener.taken(account, message.id(), tx));
            store(account).remove(message.id());
            taken.add(message);
        }
    }

    /** What nobody has acknowledged yet. */
    List<Stored> waiting(Jid account) {
        return List.copyOf(store(account).values());
    }

    /** What clients were sent, in order. */
    List<Stored> seen() {
        return seen;
    }

    /** What clients have acknowledged, in order. */
    List<Stored> taken() {
        return taken;
    }

    /** From now on every delivery fails; null for none. */
    void failWith(RuntimeException newFailure) {
        failure = newFailure;
    }

    private Map<String, Stored> store(Jid account) {
        return accounts.computeIfAbsent(account, jid -> new LinkedHashMap<>());
    }
}
