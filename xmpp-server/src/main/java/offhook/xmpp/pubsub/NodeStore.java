package offhook.xmpp.pubsub;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.xmpp.rsm.Page;
import offhook.xmpp.rsm.PageRequest;
import org.jdbi.v3.core.Handle;

/** Where nodes and their items are kept. Safe to share. */
interface NodeStore {

    /**
     * Nodes of a host with their last items, whose payloads are left out where they are large. Blocks.
     *
     * @param names of the nodes; empty for all of them
     */
    List<Leaf> read(Jid host, List<String> names);

    /** The names of the nodes of a host, in their order. Blocks. */
    List<String> names(Jid host);

    /** What somebody is to the nodes of a host, by their names. Blocks. */
    SortedMap<String, Affiliation> affiliations(Jid host, Jid account);

    /** The subscriptions of an account and its clients to the nodes of a host, by their names. Blocks. */
    SortedMap<String, List<Subscription>> subscriptions(Jid host, Jid account);

    /** A node by its host and its name. */
    record Place(Jid host, String node) {}

    /** The nodes that belong to somebody and to which an account or one of its clients is subscribed. Blocks. */
    List<Place> subscribed(Jid owner, Jid account);

    /** The nodes to which somebody is subscribed, and of those that belong to them, those with subscribers. Blocks. */
    List<Place> concerned(Jid person);

    /** The nodes that belong to somebody and have subscribers, as they are in a transaction. */
    List<Place> owned(Jid owner, Handle tx);

    /** Whether any node of the service may be made so that its last item goes to subscribers who come online. Blocks. */
    boolean tellsNewcomers(Jid host);

    /**
     * Carries out a change; completes when it is committed, with the last item there is then, as {@link #read} gives it.
     *
     * @param most how many items the node keeps
     * @param forgottenBefore items published before go, in milliseconds
     */
    CompletionStage<Optional<Item>> keep(Change change, int most, long forgottenBefore);

    /**
     * Items with these ids, in the order of their publication. Blocks.
     *
     * @throws offhook.xmpp.stanza.StanzaError not-acceptable if they are more than is held in memory for one answer
     */
    List<Item> find(Node node, List<String> ids, long forgottenBefore);

    /** The same without the payloads of large ones. Blocks. */
    List<Item> known(Node node, List<String> ids, long forgottenBefore);

    /**
     * Some of the items in the order of their publication, less than asked for where they are very large: without the
     * oldest of a page that is asked for backwards, without the newest of another. Blocks.
     *
     * @throws offhook.xmpp.stanza.StanzaError item-not-found if the page is asked for by an item that is not there
     */
    Page<Item> page(Node node, PageRequest request, long forgottenBefore);

    /** The ids of some of the items, the oldest first. Blocks. */
    List<String> ids(Node node, int most, long forgottenBefore);
}
