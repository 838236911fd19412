package offhook.xmpp.rsm;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import offhook.xmpp.xml.Element;

/**
 * Some items of a long list, in its order, XEP-0059 §2. Immutable and safe to share if its items are.
 *
 * @param uid of an item
 * @param index the place of the first item in the list, where it is known
 * @param count how long the list is, where it is known
 */
public record Page<T>(List<T> items, Function<T, String> uid, OptionalInt index, OptionalInt count) {

    public Page {
        items = List.copyOf(items);
    }

    /** Whether these are all items of the list; false where that is not known. */
    public boolean isAll() {
        return count.isPresent() && count.getAsInt() == items.size();
    }

    /** {@code <set/>} of the answer. */
    public Element toElement() {
        var set = Element.of("set", PageRequest.NS);
        if (!items.isEmpty()) {
            var first = Element.of("first", PageRequest.NS, uid.apply(items.get(0)))
                    .with("index", index.isPresent() ? Integer.toString(index.getAsInt()) : null);
            set = set.with(first).with(Element.of("last", PageRequest.NS, uid.apply(items.get(items.size() - 1))));
        }
        return count.isPresent()
                ? set.with(Element.of("count", PageRequest.NS, Integer.toString(count.getAsInt())))
                : set;
    }
}
