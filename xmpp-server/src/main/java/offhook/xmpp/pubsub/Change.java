package offhook.xmpp.pubsub;

import java.util.List;
import java.util.Objects;
import offhook.xmpp.xml.Element;

/**
 * What a request does to a node: decided before, carried out by {@link Desk}. Immutable.
 *
 * @param before null for a node that comes into being
 * @param after null for one that goes
 * @param reply the payload of the answer, or null
 * @param notices what is told when the change is kept
 */
record Change(Node before, Node after, Items items, Element reply, List<Notice> notices) {

    /**
     * What happens to the items.
     *
     * @param published take the place of those with the same ids
     * @param retracted ids
     * @param purged whether all that were there go first
     */
    record Items(List<Item> published, List<String> retracted, boolean purged) {

        static final Items SAME = new Items(List.of(), List.of(), false);
        static final Items NONE = new Items(List.of(), List.of(), true);

        static Items published(Item item) {
            return new Items(List.of(item), List.of(), false);
        }

        static Items retracted(String id) {
            return new Items(List.of(), List.of(id), false);
        }
    }

    /** Nothing happens. */
    static Change nothing(Node node, Element reply) {
        return new Change(node, node, Items.SAME, reply, List.of());
    }

    static Change of(Node before, Node after, Element reply, List<Notice> notices) {
        return new Change(before, after, Items.SAME, reply, notices);
    }

    boolean isNothing() {
        return items.equals(Items.SAME) && Objects.equals(before, after);
    }
}
