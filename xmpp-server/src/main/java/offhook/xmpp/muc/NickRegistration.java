package offhook.xmpp.muc;

import java.util.List;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * Users become members of an open room and reserve a nickname there, XEP-0045 §7.10. In a moderated room, where members
 * have voice, and in one for members only an admin has to do that. Of the room's lane.
 */
final class NickRegistration {

    static final String NS = "jabber:iq:register";
    static final String FORM = "http://jabber.org/protocol/muc#register";

    private static final String NICK = "muc#register_roomnick";

    private final Room room;
    private final ListChanges lists;
    private final Effects effects;

    NickRegistration(Room room, ListChanges lists, Effects effects) {
        this.room = room;
        this.lists = lists;
        this.effects = effects;
    }

    void asked(Iq iq) {
        var user = iq.from().bare();
        var before = room.state().affiliations().entry(user).orElse(new Affiliated(user, Affiliation.NONE, "", ""));
        if (!Rights.mayRegister(room.affiliation(user), room.config())) {
            throw StanzaError.notAllowed("an admin of the room has to make you a member");
        }
        if (iq.type() == Iq.Type.GET) {
            room.send(iq.result(requirements(before)));
        } else if (iq.payload().child("remove").isPresent()) {
            remove(iq, before);
        } else {
            register(iq, before);
        }
    }

    private static Element requirements(Affiliated user) {
        if (!user.nick().isEmpty()) {
            return Element.of("query", NS)
                    .with(Element.of("registered", NS))
                    .with(Element.of("username", NS, user.nick()));
        }
        var form = DataForm.of("form", FORM)
                .titled("Registration", "Choose the nickname that nobody else may use in this room.")
                .with(new DataForm.Field(NICK, "text-single", "Nickname", List.of(), List.of()));
        return Element.of("query", NS).with(form.toElement());
    }

    private void register(Iq iq, Affiliated before) {
        var form = DataForm.in(iq.payload())
                .filter(filled ->
                        filled.type().equals("submit") && filled.formType().equals(FORM))
                .orElseThrow(() -> StanzaError.badRequest("the form is missing"));
        var nick = form.value(NICK).orElseThrow(() -> StanzaError.badRequest("the nickname is missing"));
        lists.checkNick(nick, before.jid());
        var affiliation = before.affiliation() == Affiliation.NONE ? Affiliation.MEMBER : before.affiliation();
        change(iq, new Effects.Change(before, new Affiliated(before.jid(), affiliation, nick, before.reason())));
    }

    /** Whoever became a member by registering is none afterwards; admins and owners stay what they are. */
    private void remove(Iq iq, Affiliated before) {
        if (before.nick().isEmpty()) {
            throw new StanzaError(StanzaError.Condition.REGISTRATION_REQUIRED, "you have no nickname here");
        }
        boolean member =
                before.affiliation() == Affiliation.MEMBER && !room.config().membersOnly();
        var affiliation = member ? Affiliation.NONE : before.affiliation();
        change(iq, new Effects.Change(before, new Affiliated(before.jid(), affiliation, "", before.reason())));
    }

    private void change(Iq iq, Effects.Change change) {
        var after = room.state().affiliations().with(List.of(change.after()));
        lists.check(after);
        room.keep(after, iq, () -> {
            room.send(iq.result());
            effects.tell(List.of(), List.of(change), "");
        });
    }
}
