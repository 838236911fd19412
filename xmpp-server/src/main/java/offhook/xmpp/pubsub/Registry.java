package offhook.xmpp.pubsub;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.function.BiFunction;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Lanes;

/** What the service and the accounts stand on together: all nodes, where they are kept, and whose turn it is. Safe to share. */
record Registry(Leaves leaves, NodeStore store, Desk desk, InstantSource clock, SecureRandom random) {

    /**
     * Brings the tables up to date. Blocks.
     *
     * @param usual what holds of a host's node where its stored configuration says nothing
     */
    static Registry of(
            Database database,
            BiFunction<Jid, String, NodeConfig> usual,
            Lanes lanes,
            InstantSource clock,
            SecureRandom random) {
        database.migrate("xmpp-pubsub");
        var leaves = new Leaves();
        var store = new NodeTable(database, usual);
        return new Registry(leaves, store, new Desk(leaves, store, new Turns(lanes), clock), clock, random);
    }

    /** Reads all nodes. Blocks; before the first session. */
    void load() {
        store.all().forEach(leaves::add);
    }

    String newId() {
        var bytes = new byte[12];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
