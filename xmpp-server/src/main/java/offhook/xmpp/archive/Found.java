package offhook.xmpp.archive;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import offhook.directory.address.Jid;
import offhook.xmpp.rsm.Page;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Delay;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * A page of an archive, XEP-0313 §4.2. Immutable and safe to share.
 *
 * @param items in the order of the archive
 * @param complete whether there is nothing more in the direction of the query
 */
public record Found(Query query, List<Item> items, boolean complete) {

    private static final String FORWARD = "urn:xmpp:forward:0";

    /**
     * One message of an archive.
     *
     * @param place its place among all that is kept
     * @param uid its id in the archive
     */
    public record Item(long place, String uid, Element message) {

        public Instant at() {
            return Places.time(place);
        }
    }

    /**
     * The results as they are sent.
     *
     * @param archive whose it is
     * @param seen what the reader may see of a message; null for nothing
     */
    public List<Stanza> results(Jid archive, Jid reader, UnaryOperator<Element> seen) {
        var results = new ArrayList<Stanza>(items.size());
        for (var item : items) {
            var message = seen.apply(item.message());
            if (message == null) {
                continue;
            }
            results.add(Stanza.of(Element.of("message", Namespaces.CLIENT)
                            .with("from", archive.toString())
                            .with("to", reader.toString())
                            .with(Element.of("result", Query.NS)
                                    .with("queryid", query.id())
                                    .with("id", item.uid())
                                    .with(Element.of("forwarded", FORWARD)
                                            .with(Element.of("delay", Delay.NS).with("stamp", stamp(item.at())))
                                            .with(message))))
                    .in(Custody.SPARE));
        }
        if (query.flipped()) {
            Collections.reverse(results);
        }
        return results;
    }

    /** The answer after the results, §4.3. How many there are is known where these are all. */
    public Element fin() {
        var page = query.page();
        boolean all =
                complete && page.after().isEmpty() && page.before().orElse("").isEmpty();
        var known = all ? OptionalInt.of(items.size()) : OptionalInt.empty();
        var first = all ? OptionalInt.of(0) : OptionalInt.empty();
        return Element.of("fin", Query.NS)
                .with("complete", complete ? "true" : null)
                .with(new Page<>(items, Item::uid, first, known).toElement());
    }

    static String stamp(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
