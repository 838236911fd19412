package offhook.xmpp.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * What a client need not get while nobody looks at it, XEP-0352: of each contact's presence, of who is typing, and of each
 * item that is published, only the last. Guarded by its session.
 */
final class HeldBack {

    static final String NS = "urn:xmpp:csi:0";
    static final String FEATURE = "<csi xmlns='" + NS + "'/>";

    private static final int MOST = 1_000;
    private static final String STATES = "http://jabber.org/protocol/chatstates";
    private static final String EVENT = "http://jabber.org/protocol/pubsub#event";
    private static final String ROOM_USER = "http://jabber.org/protocol/muc#user";
    private static final Set<String> FLEETING = Set.of(STATES, "urn:xmpp:hints", "urn:xmpp:sid:0");

    /** Location, mood, activity, tune, nickname, picture: XEP-0080, 0107, 0108, 0118, 0172, 0084. */
    private static final Set<String> SINGLE = Set.of(
            "http://jabber.org/protocol/geoloc",
            "http://jabber.org/protocol/mood",
            "http://jabber.org/protocol/activity",
            "http://jabber.org/protocol/tune",
            "http://jabber.org/protocol/nick",
            "urn:xmpp:avatar:metadata");

    private final Map<String, Stanza> held = new LinkedHashMap<>();

    /** Keeps a stanza that can wait; false for one that cannot, or if enough waits. */
    boolean hold(Stanza stanza) {
        var key = key(stanza);
        if (key.isEmpty() || held.size() >= MOST) {
            return false;
        }
        held.remove(key.get()); // the newest is the last
        held.put(key.get(), stanza);
        return true;
    }

    /** All that waits, in the order in which it came. */
    List<Stanza> release() {
        var all = List.copyOf(held.values());
        held.clear();
        return all;
    }

    /** What a stanza is about; a later one about the same makes it worthless. Empty for what cannot wait. */
    private static Optional<String> key(Stanza stanza) {
        if (stanza instanceof Presence presence) {
            boolean can = presence.type() == Presence.Type.AVAILABLE || presence.type() == Presence.Type.UNAVAILABLE;
            return can && !isOwnInRoom(presence) ? Optional.of("presence " + presence.from()) : Optional.empty();
        }
        if (!(stanza instanceof Message message) || message.isError() || message.has("body", Namespaces.CLIENT)) {
            return Optional.empty();
        }
        if (message.has("event", EVENT)) {
            return message.child("event", EVENT)
                    .flatMap(event -> event.child("items"))
                    .map(items -> "event " + message.from() + ' ' + published(items));
        }
        boolean typing =
                message.children().stream().anyMatch(child -> child.namespace().equals(STATES))
                        && message.children().stream()
                                .allMatch(child ->
                                        FLEETING.contains(child.namespace()) || child.is("thread", Namespaces.CLIENT));
        return typing ? Optional.of("state " + message.from()) : Optional.empty();
    }

    /** A node of which the last item is all there is, whatever its id, or else which items: of bookmarks each one counts. */
    private static String published(Element items) {
        var node = items.attribute("node").orElse("");
        return SINGLE.contains(node)
                ? node
                : items.children().stream()
                        .map(item -> item.attribute("id").orElse(""))
                        .collect(Collectors.joining(" ", node + ' ', ""));
    }

    /** XEP-0045 §7.2.2: with this one, and nothing before it, the client knows that it is in the room. */
    private static boolean isOwnInRoom(Presence presence) {
        return presence.child("x", ROOM_USER).stream()
                .flatMap(x -> x.children("status", ROOM_USER).stream())
                .map(status -> status.attribute("code"))
                .anyMatch(Optional.of("110")::equals);
    }
}
