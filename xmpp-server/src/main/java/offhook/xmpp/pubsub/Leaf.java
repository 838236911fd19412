package offhook.xmpp.pubsub;

import java.util.Optional;

/** A node as it is now, and the last of its items. Changed in the node's turn, read on any thread. */
final class Leaf {

    private volatile Node node;
    private volatile Item last;

    Leaf(Node node, Item last) {
        this.node = node;
        this.last = last;
    }

    Node node() {
        return node;
    }

    void node(Node next) {
        node = next;
    }

    /** Without its payload where that is large. */
    Optional<Item> last() {
        return Optional.ofNullable(last);
    }

    void last(Item item) {
        last = item == null ? null : item.small();
    }
}
