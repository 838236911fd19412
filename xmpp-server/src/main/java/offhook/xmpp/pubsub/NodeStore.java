package offhook.xmpp.pubsub;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.xmpp.rsm.Page;
import offhook.xmpp.rsm.PageRequest;

/** Where nodes and their items are kept. Safe to share. */
interface NodeStore {

    /** Every node with its last item, whose payload is left out where it is large. Blocks. */
    List<Leaf> all();

    /**
     * Carries out a change; completes when it is committed, with the last item there is then, as {@link #all} gives it.
     *
     * @param most how many items the node keeps
     * @param forgottenBefore items published before go, in milliseconds
     */
    CompletionStage<Optional<Item>> keep(Change change, int most, long forgottenBefore);

    /** Items with these ids, in the order of their publication. Blocks. */
    List<Item> find(Node node, List<String> ids, long forgottenBefore);

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
