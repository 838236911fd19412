package offhook.xmpp.muc;

import java.util.Collection;
import java.util.Comparator;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.xml.Element;

/** The public rooms by their addresses, in pages where they are many: XEP-0045 §6.3, XEP-0059. Pure. */
final class RoomList {

    private RoomList() {}

    /** @param query as it was asked; what is asked of the pages is in its {@code <set/>} */
    static Element page(Element query, Collection<Room> rooms) {
        var all = rooms.stream()
                .filter(room -> room.config().isPublic() && !room.isLocked())
                .sorted(Comparator.comparing(room -> room.jid().toString()))
                .toList();
        var request = PageRequest.in(query);
        var page = request.of(all, room -> room.jid().toString());
        var items = Element.of("query", RoomInfo.ITEMS)
                .with(page.items().stream().map(RoomList::item).toList());
        return request.asked() || !page.isAll() ? items.with(page.toElement()) : items;
    }

    private static Element item(Room room) {
        var name = room.state().name();
        return Element.of("item", RoomInfo.ITEMS)
                .with("jid", room.jid().toString())
                .with("name", name.isEmpty() ? room.jid().local() : name);
    }
}
