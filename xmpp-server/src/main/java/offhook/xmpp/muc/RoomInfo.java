package offhook.xmpp.muc;

import java.util.ArrayList;
import java.util.List;
import offhook.xmpp.archive.Archives;
import offhook.xmpp.archive.Query;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** What a room is and who is in it, XEP-0045 §6.4, §6.5, §7.12. Of the room's lane. */
final class RoomInfo {

    static final String INFO = "http://jabber.org/protocol/disco#info";
    static final String ITEMS = "http://jabber.org/protocol/disco#items";
    static final String STABLE_ID = "http://jabber.org/protocol/muc#stable_id";

    private static final String RESERVED_NICK = "x-roomuser-item";
    private static final String TRAFFIC = "http://jabber.org/protocol/muc#traffic";
    private static final String FORM = "http://jabber.org/protocol/muc#roominfo";

    private final Room room;

    RoomInfo(Room room) {
        this.room = room;
    }

    Element info(Iq iq) {
        return switch (iq.payload().attribute("node").orElse("")) {
            case "" -> info();
            case RESERVED_NICK -> reservedNick(iq);
            case TRAFFIC -> throw StanzaError.featureNotImplemented("nearly everything passes"); // §18.1.1
            default -> throw StanzaError.itemNotFound("there is no such node");
        };
    }

    private Element info() {
        var query = Element.of("query", INFO).with(identity(room.state().name()));
        for (var feature : features()) {
            query = query.with(Element.of("feature", INFO).with("var", feature));
        }
        return query.with(form().toElement());
    }

    private static Element identity(String name) {
        return Element.of("identity", INFO)
                .with("category", "conference")
                .with("type", "text")
                .with("name", name.isEmpty() ? null : name);
    }

    /** §16.3. */
    private List<String> features() {
        var config = room.config();
        var features = new ArrayList<>(List.of(
                Entry.NS,
                STABLE_ID,
                OccupantRequests.SELF_PING,
                VoiceRequests.FORM,
                ConfigForm.FORM,
                FORM,
                INFO,
                ITEMS,
                OccupantIds.NS,
                OccupantRequests.PING));
        if (!config.membersOnly() && !config.moderated()) {
            features.add(NickRegistration.NS);
            features.add(NickRegistration.FORM);
        }
        if (room.archive.isKept()) {
            features.addAll(List.of(Query.NS, Query.EXTENDED, Archives.STANZA_IDS));
        }
        features.add(config.isPublic() ? "muc_public" : "muc_hidden");
        features.add(config.membersOnly() ? "muc_membersonly" : "muc_open");
        features.add(config.moderated() ? "muc_moderated" : "muc_unmoderated");
        features.add(config.nonAnonymous() ? "muc_nonanonymous" : "muc_semianonymous");
        features.add(config.hasPassword() ? "muc_passwordprotected" : "muc_unsecured");
        features.add(config.persistent() ? "muc_persistent" : "muc_temporary");
        return features;
    }

    private DataForm form() {
        var config = room.config();
        return DataForm.of("result", FORM)
                .text("muc#roomconfig_roomname", "Name", config.name())
                .text("muc#roominfo_description", "Description", config.description())
                .text("muc#roominfo_lang", "Language of the discussion", config.language())
                .text("muc#roominfo_subject", "Subject", room.state().subject().text())
                .bool("muc#roominfo_subjectmod", "Whether participants may change it", config.changeSubject())
                .bool("muc#roomconfig_changesubject", "Whether participants may change it", config.changeSubject())
                .text("muc#roominfo_occupants", "How many are here", Integer.toString(room.occupants.size()))
                .text("muc#maxhistoryfetch", "How many messages a newcomer gets", Integer.toString(config.history()));
    }

    private Element reservedNick(Iq iq) {
        var query = Element.of("query", INFO).with("node", RESERVED_NICK);
        return room.state()
                .affiliations()
                .entry(iq.from())
                .filter(entry -> !entry.nick().isEmpty())
                .map(entry -> query.with(identity(entry.nick())))
                .orElse(query);
    }

    /** Who is in a public room is no secret to those who may come in; who is in a hidden one, to those who are. */
    Element items(Iq iq) {
        if (!iq.payload().attribute("node").orElse("").isEmpty()) {
            throw StanzaError.itemNotFound("there is no such node");
        }
        var query = Element.of("query", ITEMS);
        boolean open = room.config().isPublic() && Rights.mayEnter(room.affiliation(iq.from()), room.config());
        if (!open && room.occupants.of(iq.from()) == null) {
            return query;
        }
        return query.with(room.occupants.all().stream()
                .filter(occupant -> room.config().broadcast().contains(occupant.role()))
                .map(occupant -> Element.of("item", ITEMS)
                        .with("jid", occupant.jid().toString())
                        .with("name", occupant.nick()))
                .toList());
    }
}
