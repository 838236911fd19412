package offhook.xmpp.muc;

import java.util.List;
import java.util.stream.Stream;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** The lists of a room, to be read: XEP-0045 §8.5, §9.2, §9.5, §9.8, §10.5, §10.8. Of the room's lane. */
final class Lists {

    static final String NS = "http://jabber.org/protocol/muc#admin";

    private final Room room;

    Lists(Room room) {
        this.room = room;
    }

    void asked(Iq iq) {
        var item = iq.payload()
                .child("item")
                .orElseThrow(() -> StanzaError.badRequest("an item says which list is wanted"));
        var role = item.attribute("role");
        var affiliation = item.attribute("affiliation");
        if (role.isPresent() == affiliation.isPresent()) {
            throw StanzaError.badRequest("a list is of a role or of an affiliation");
        }
        var actor = Actor.of(room, iq.from());
        var items = role.isPresent()
                ? ofRole(Role.parse(role.get()), actor)
                : ofAffiliation(Affiliation.parse(affiliation.get()), actor);
        room.send(iq.result(Element.of("query", NS).with(items)));
    }

    private List<Element> ofRole(Role role, Actor actor) {
        if (role == Role.NONE) {
            throw StanzaError.badRequest("there is no list of those who are away");
        }
        if (!Rights.mayList(role, actor.role(), actor.affiliation())) {
            throw StanzaError.forbidden("this list is not for you");
        }
        boolean addresses = room.config().showsAddressesTo(actor.role())
                || actor.affiliation().atLeast(Affiliation.ADMIN);
        return room.occupants.with(role).stream()
                .map(occupant -> Element.of("item", NS)
                        .with("affiliation", occupant.affiliation().text())
                        .with("jid", addresses ? occupant.shown().toString() : null)
                        .with("nick", occupant.nick())
                        .with("role", occupant.role().text()))
                .toList();
    }

    private List<Element> ofAffiliation(Affiliation affiliation, Actor actor) {
        if (affiliation == Affiliation.NONE) {
            throw StanzaError.badRequest("there is no list of those without affiliation");
        }
        if (!Rights.mayList(affiliation, actor.role(), actor.affiliation(), room.config())) {
            throw StanzaError.forbidden("this list is not for you");
        }
        boolean reasons = actor.affiliation().atLeast(Affiliation.ADMIN);
        return room.state().affiliations().list(affiliation).stream()
                .map(entry -> Element.of("item", NS)
                        .with("affiliation", affiliation.text())
                        .with("jid", entry.jid().toString())
                        .with("nick", entry.nick().isEmpty() ? null : entry.nick())
                        .with(reasons ? reason(entry).toList() : List.of()))
                .toList();
    }

    private static Stream<Element> reason(Affiliated entry) {
        return entry.reason().isEmpty() ? Stream.of() : Stream.of(Element.of("reason", NS, entry.reason()));
    }
}
