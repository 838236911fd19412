package offhook.xmpp.pubsub;

import java.util.Optional;

/**
 * A node and the last of its items. Immutable.
 *
 * @param last without its payload where that is large
 */
record Leaf(Node node, Optional<Item> last) {

    Leaf {
        last = last.map(Item::small);
    }
}
