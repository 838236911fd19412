package offhook.xmpp.pubsub;

import java.time.Instant;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;

/**
 * What was published. Immutable.
 *
 * @param publisher the client that has published it; an account where the server has, in its name
 * @param payload as XML that stands alone; "" for none; null where it is large and was left in the store
 */
record Item(String id, Jid publisher, Instant at, String payload) {

    /** So many characters of a payload are held in memory. */
    static final int SMALL = 4_000;

    /** As it is held in memory. */
    Item small() {
        return isWhole() && payload.length() > SMALL ? new Item(id, publisher, at, null) : this;
    }

    boolean isWhole() {
        return payload != null;
    }

    /**
     * As an element.
     *
     * @param named whether it says who published it
     * @param whole whether with the payload
     */
    Element toElement(String namespace, boolean named, boolean whole) {
        var element = Element.of("item", namespace)
                .with("id", id)
                .with("publisher", named ? publisher.bare().toString() : null);
        return whole && !payload.isEmpty() ? element.with(Element.parse(payload)) : element;
    }
}
