package offhook.xmpp.muc;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** The public rooms by their addresses, in pages where they are many: XEP-0045 §6.3, XEP-0059. Pure. */
final class RoomList {

    static final String RSM = "http://jabber.org/protocol/rsm";
    static final int PAGE = 250;

    private RoomList() {}

    /** @param query as it was asked; what is asked of the pages is in its {@code <set/>} */
    static Element page(Element query, Collection<Room> rooms) {
        var all = rooms.stream()
                .filter(room -> room.config().isPublic() && !room.isLocked())
                .sorted(Comparator.comparing(room -> room.jid().toString()))
                .toList();
        var set = query.child("set", RSM);
        int most = Math.min(
                PAGE, set.flatMap(s -> s.childText("max")).map(RoomList::number).orElse(PAGE));
        int from = from(all, set.orElse(Element.of("set", RSM)), most);
        var page = all.subList(from, Math.min(from + most, all.size()));
        var items = Element.of("query", RoomInfo.ITEMS)
                .with(page.stream().map(RoomList::item).toList());
        return set.isPresent() || page.size() < all.size() ? items.with(summary(all, page, from)) : items;
    }

    private static int from(List<Room> all, Element set, int most) {
        var before = set.childText("before");
        if (before.isPresent()) {
            int end = before.get().isEmpty() ? all.size() : index(all, before.get());
            return Math.max(0, end - most);
        }
        var after = set.childText("after");
        if (after.isPresent()) {
            return index(all, after.get()) + 1;
        }
        return Math.min(all.size(), set.childText("index").map(RoomList::number).orElse(0));
    }

    /** @throws StanzaError item-not-found, XEP-0059 §2.2: the room has gone */
    private static int index(List<Room> all, String jid) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).jid().toString().equals(jid)) {
                return i;
            }
        }
        throw StanzaError.itemNotFound("there is no " + jid);
    }

    private static Element summary(List<Room> all, List<Room> page, int from) {
        var set = Element.of("set", RSM);
        if (!page.isEmpty()) {
            var first = Element.of("first", RSM, page.get(0).jid().toString());
            set = set.with(first.with("index", Integer.toString(from)))
                    .with(Element.of(
                            "last", RSM, page.get(page.size() - 1).jid().toString()));
        }
        return set.with(Element.of("count", RSM, Integer.toString(all.size())));
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw StanzaError.badRequest(text + " is no number");
        }
        return Integer.parseInt(text);
    }

    private static Element item(Room room) {
        var name = room.state().name();
        return Element.of("item", RoomInfo.ITEMS)
                .with("jid", room.jid().toString())
                .with("name", name.isEmpty() ? room.jid().local() : name);
    }
}
