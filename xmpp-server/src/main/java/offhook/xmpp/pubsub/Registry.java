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
     * @param service the service of this server
     * @param memory how many bytes of memory nodes may take, about
     */
    static Registry of(
            Database database,
            BiFunction<Jid, String, NodeConfig> usual,
            Jid service,
            long memory,
            Lanes lanes,
            InstantSource clock,
            SecureRandom random) {
        database.migrate("xmpp-pubsub");
        var store = new NodeTable(database, usual);
        var leaves = new Leaves(store, service, memory);
        return new Registry(leaves, store, new Desk(leaves, store, new Turns(lanes), clock), clock, random);
    }

    String newId() {
        var bytes = new byte[12];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
