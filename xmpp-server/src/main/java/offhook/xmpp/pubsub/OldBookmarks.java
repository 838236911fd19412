package offhook.xmpp.pubsub;

import java.util.List;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Name;
import offhook.xmpp.xml.Node;

/** Bookmarks as XEP-0048 has them: a list, in which each room names its address. Pure. */
final class OldBookmarks {

    private static final String NS = "storage:bookmarks";

    static final Name NAME = new Name("storage", NS);

    /** The element of a room. */
    static final String CONFERENCE = "conference";

    /** An empty list. */
    static final Element STORAGE = Element.of("storage", NS);

    private OldBookmarks() {}

    static boolean isStorage(Element element) {
        return element.is("storage", NS);
    }

    static List<Element> rooms(Element storage) {
        return storage.children(CONFERENCE, NS);
    }

    /** URLs, and whatever a client keeps there besides. */
    static Element withoutRooms(Element storage) {
        return storage.keeping(child -> !child.is(CONFERENCE, NS));
    }

    /** A published bookmark as one of a list, XEP-0402 §5.3. */
    static Element conference(String jid, Element published) {
        return moved(published, Bookmarks.NODE, NS).with("jid", jid);
    }

    /** One of a list as it is published: its address is the id of the item. */
    static Element published(Element conference) {
        return moved(conference, NS, Bookmarks.NODE).with("jid", null);
    }

    /** With the extensions that only newer clients know, XEP-0402 §3.4. */
    static Element merged(Element room, Element before) {
        return room.child("extensions", Bookmarks.NODE).isPresent()
                ? room
                : room.with(before.children("extensions", Bookmarks.NODE));
    }

    /** The same in another namespace, as far as it is in this one. */
    private static Element moved(Element element, String from, String to) {
        if (!element.namespace().equals(from)) {
            return element;
        }
        var moved = Element.of(element.name(), to);
        for (var entry : element.attributes().entrySet()) {
            moved = moved.with(entry.getKey().local(), entry.getKey().namespace(), entry.getValue());
        }
        for (var node : element.content()) {
            if (node instanceof Element child) {
                moved = moved.with(moved(child, from, to));
            } else if (node instanceof Node.Text text) {
                moved = moved.withText(text.value());
            }
        }
        return moved;
    }
}
