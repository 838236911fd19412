package offhook.xmpp.muc;

import java.util.List;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** Visitors ask to speak, and moderators let them: XEP-0045 §7.13, §8.6. Of the room's lane. */
final class VoiceRequests {

    static final String FORM = "http://jabber.org/protocol/muc#request";

    private static final String ROLE = "muc#role";
    private static final String NICK = "muc#roomnick";
    private static final String ALLOW = "muc#request_allow";

    private final Room room;
    private final Effects effects;

    VoiceRequests(Room room, Effects effects) {
        this.room = room;
        this.effects = effects;
    }

    /** Whether the message was one of these. */
    boolean received(Message message) {
        var form = message.child("x", DataForm.NS).map(DataForm::read).orElse(null);
        if (form == null || !form.formType().equals(FORM)) {
            return false;
        }
        if (form.value(ALLOW).isPresent()) {
            decided(message, form);
        } else if (form.type().equals("submit")) {
            asked(message, form);
        }
        return true;
    }

    private void asked(Message message, DataForm form) {
        var from = Talk.present(room, message.from());
        if (!form.value(ROLE).orElse("").equals(Role.PARTICIPANT.text())) {
            throw StanzaError.badRequest("voice is the role of a participant");
        }
        if (from.role() != Role.VISITOR) {
            throw StanzaError.unexpectedRequest("you have voice already").as("cancel");
        }
        var question = Stanza.of(Element.of("message", Namespaces.CLIENT)
                .with("from", room.jid().toString())
                .with(approval(from).toElement()));
        room.occupants.with(Role.MODERATOR).forEach(moderator -> room.sendTo(moderator, (Message) question));
    }

    private static DataForm approval(Occupant from) {
        return DataForm.of("form", FORM)
                .titled(
                        "Voice request",
                        "To let this person speak, select \"Grant voice to this person?\" and send the form.")
                .choice(
                        ROLE,
                        "Requested role",
                        Role.PARTICIPANT.text(),
                        new DataForm.Option("Participant", Role.PARTICIPANT.text()))
                .with("muc#jid", "jid-single", "User ID", List.of(from.shown().toString()))
                .text(NICK, "Room nickname", from.nick())
                .bool(ALLOW, "Grant voice to this person?", false);
    }

    private void decided(Message message, DataForm form) {
        var from = Talk.present(room, message.from());
        if (from.role() != Role.MODERATOR) {
            throw StanzaError.forbidden("only moderators grant voice");
        }
        if (!form.flag(ALLOW).orElse(false)) {
            return;
        }
        var visitor = room.occupants.find(form.value(NICK).orElse(""));
        if (visitor == null) {
            throw StanzaError.itemNotFound("nobody has this nickname any more");
        }
        if (visitor.role() == Role.VISITOR) {
            effects.become(visitor, Role.PARTICIPANT, visitor.affiliation(), Notice.NONE.by(from.nick(), ""));
        }
    }
}
