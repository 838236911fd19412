package offhook.xmpp.presence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** Lays the overlay over presence: only show and status change, all else stays as the client sent it. Safe to share. */
final class Overlaid {

    /** The resource under which contacts see an account that has no session. */
    static final String PHONE = "phone";

    private final PresenceOverlay overlay;

    Overlaid(PresenceOverlay overlay) {
        this.overlay = overlay;
    }

    /** What contacts see; the base itself, byte for byte, where nothing lies over it. Each language's status is asked for. */
    Presence of(Jid account, Presence base) {
        var show = show(base);
        var statuses = base.has("status", Namespaces.CLIENT)
                ? base.element().children("status", Namespaces.CLIENT)
                : List.<Element>of();
        var first = overlay.apply(
                account,
                new Availability(show, statuses.isEmpty() ? "" : statuses.get(0).text()));
        boolean same = first.show() == show;
        var seen = new ArrayList<Element>();
        for (var status : statuses) {
            var text = overlay.apply(account, new Availability(show, status.text()))
                    .status();
            same &= text.equals(status.text());
            if (!text.isEmpty()) {
                seen.add(Element.of("status", Namespaces.CLIENT, text)
                        .with(
                                "lang",
                                Namespaces.XML,
                                status.attribute("lang", Namespaces.XML).orElse(null)));
            }
        }
        if (statuses.isEmpty() && !first.status().isEmpty()) {
            same = false;
            seen.add(Element.of("status", Namespaces.CLIENT, first.status()));
        }
        return same ? base : (Presence) Stanza.of(patched(base.element(), first.show(), seen));
    }

    /** Whether rooms see it, too. */
    boolean isInRooms() {
        return overlay.isInRooms();
    }

    /** What a room sees. */
    Presence inRoom(Jid account, Presence base) {
        return overlay.isInRooms() ? of(account, base) : base;
    }

    private static Element patched(Element base, Show show, List<Element> statuses) {
        var rest = base.keeping(child -> !isShowOrStatus(child));
        return (show == Show.ONLINE ? rest : rest.with(Element.of("show", Namespaces.CLIENT, text(show))))
                .with(statuses);
    }

    private static boolean isShowOrStatus(Element child) {
        return child.is("show", Namespaces.CLIENT) || child.is("status", Namespaces.CLIENT);
    }

    /** The presence of an account without any session, with the full JID as sender; empty for none. */
    Optional<Presence> withoutSession(Jid account) {
        return overlay.withoutSession(account).map(availability -> {
            var presence = Element.of("presence", Namespaces.CLIENT)
                    .with("from", account.withResource(PHONE).toString());
            if (availability.show() != Show.ONLINE) {
                presence = presence.with(Element.of("show", Namespaces.CLIENT, text(availability.show())));
            }
            if (!availability.status().isEmpty()) {
                presence = presence.with(Element.of("status", Namespaces.CLIENT, availability.status()));
            }
            return (Presence) Stanza.of(presence.with(Element.of("priority", Namespaces.CLIENT, "-1")));
        });
    }

    /** Whatever is none of the four words of RFC 6121 §4.7.2.1 says nothing. */
    private static Show show(Presence presence) {
        return switch (presence.show().orElse("").strip()) {
            case "away" -> Show.AWAY;
            case "chat" -> Show.CHAT;
            case "dnd" -> Show.DND;
            case "xa" -> Show.XA;
            default -> Show.ONLINE;
        };
    }

    private static String text(Show show) {
        return show.name().toLowerCase(Locale.ROOT);
    }
}
