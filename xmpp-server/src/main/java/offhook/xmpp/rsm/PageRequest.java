package offhook.xmpp.rsm;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * Which part of a long list is wanted, XEP-0059 §2. Immutable and safe to share.
 *
 * @param asked whether the request spoke of pages at all
 * @param max how many items there may be, never more than {@value #LARGEST}
 * @param after the UID of the item before the page; likewise before, which is "" for the last page (§2.5)
 * @param index the place of the first item, from 0 (§2.4)
 */
public record PageRequest(boolean asked, int max, Optional<String> after, Optional<String> before, OptionalInt index) {

    public static final String NS = "http://jabber.org/protocol/rsm";

    /** The most items of one page, whoever asks for what. */
    public static final int LARGEST = 250;

    private static final Set<String> KNOWN = Set.of("max", "after", "before", "index");

    /** The first page. */
    public static final PageRequest FIRST =
            new PageRequest(false, LARGEST, Optional.empty(), Optional.empty(), OptionalInt.empty());

    /**
     * Reads {@code <set/>} in a query.
     *
     * @param query any element; without a set in it the first page is meant
     * @throws StanzaError bad-request if it is no request for one page
     */
    public static PageRequest in(Element query) {
        var sets = query.children("set", NS);
        if (sets.isEmpty()) {
            return FIRST;
        }
        if (sets.size() > 1) {
            throw StanzaError.badRequest("one set is enough");
        }
        var set = sets.get(0);
        for (var name : KNOWN) {
            if (set.children(name, NS).size() > 1) {
                throw StanzaError.badRequest("one " + name + " is enough");
            }
        }
        var after = set.childText("after");
        var before = set.childText("before");
        var index = set.childText("index").map(text -> number("index", text));
        if ((after.isPresent() ? 1 : 0) + (before.isPresent() ? 1 : 0) + (index.isPresent() ? 1 : 0) > 1) {
            throw StanzaError.badRequest("after, before and index exclude each other");
        }
        if (after.filter(String::isEmpty).isPresent()) {
            throw StanzaError.badRequest("after: expected the UID of an item");
        }
        int max = set.childText("max").map(text -> number("max", text)).orElse(LARGEST);
        return new PageRequest(
                true,
                Math.min(max, LARGEST),
                after,
                before,
                index.map(OptionalInt::of).orElseGet(OptionalInt::empty));
    }

    /** An unsigned integer of the schema, §7; one too large for an int is as good as the largest. */
    private static int number(String name, String text) {
        var digits = text.strip();
        if (!digits.matches("[0-9]{1,19}")) {
            throw StanzaError.badRequest(name + ": expected a number from 0");
        }
        return (int) Math.min(Integer.MAX_VALUE, digits.length() == 19 ? Integer.MAX_VALUE : Long.parseLong(digits));
    }

    /** Whether the page is the one before an item, or the last. */
    public boolean isBackwards() {
        return before.isPresent();
    }

    /**
     * The page of a list that is in memory.
     *
     * @param uid of an item
     * @throws StanzaError item-not-found, §2.2: the item that was named is not there
     */
    public <T> Page<T> of(List<T> all, Function<T, String> uid) {
        int start;
        int end;
        if (before.isPresent()) {
            end = before.get().isEmpty() ? all.size() : place(all, uid, before.get());
            start = Math.max(0, end - max);
        } else {
            start = after.isPresent() ? place(all, uid, after.get()) + 1 : Math.min(all.size(), index.orElse(0));
            end = Math.min(all.size(), start + max);
        }
        return new Page<>(all.subList(start, end), uid, OptionalInt.of(start), OptionalInt.of(all.size()));
    }

    private static <T> int place(List<T> all, Function<T, String> uid, String wanted) {
        for (int i = 0; i < all.size(); i++) {
            if (uid.apply(all.get(i)).equals(wanted)) {
                return i;
            }
        }
        throw StanzaError.itemNotFound("there is no " + wanted);
    }
}
