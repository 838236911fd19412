package offhook.sip.proxy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import offhook.sip.locate.Outages;
import offhook.sip.message.SipRequest;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Shards;

/** The requests that are being forwarded and have no final response yet. Safe to share. */
final class Forks {

    private final Forwarding forwarding;
    private final Shards shards;
    private final Outages outages;
    private final Fork.Patience patience;
    private final Map<ServerTransaction, Fork> open = new ConcurrentHashMap<>();

    Forks(Forwarding forwarding, Shards shards, Outages outages, Fork.Patience patience) {
        this.forwarding = forwarding;
        this.shards = shards;
        this.outages = outages;
        this.patience = patience;
    }

    void start(Walk walk, List<List<Destination>> stages) {
        var fork = new Fork(walk, stages, forwarding, shards.of(walk.request().callId()), patience, this);
        open.put(walk.transaction(), fork);
        fork.start();
    }

    void cancel(ServerTransaction invite, SipRequest cancel) {
        var fork = open.get(invite);
        if (fork != null) {
            fork.cancel(cancel);
        }
    }

    /** Servers that do not answer. */
    Outages outages() {
        return outages;
    }

    void ended(ServerTransaction transaction) {
        open.remove(transaction);
    }

    int size() {
        return open.size();
    }
}
