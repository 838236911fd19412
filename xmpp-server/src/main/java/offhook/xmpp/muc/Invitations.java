package offhook.xmpp.muc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * Invitations that the room passes on, and refusals of them, XEP-0045 §7.8.2. Whether there is somebody of the name is not
 * told: nobody shall find out by invitations who has an account. Of the room's lane.
 */
final class Invitations {

    private static final int MOST_AT_ONCE = 20;
    private static final int MOST_OPEN = 1_000;

    private final Room room;

    /** Who was invited, by whom: a refusal comes from nobody else, and goes to nobody else. */
    private final Map<Jid, Jid> open = new LinkedHashMap<>();

    Invitations(Room room) {
        this.room = room;
    }

    /** Whether the message was one of these. */
    boolean received(Message message) {
        var x = message.child("x", Notice.NS).orElse(null);
        if (x == null) {
            return false;
        }
        var invites = x.children("invite", Notice.NS);
        if (!invites.isEmpty()) {
            invite(message, invites);
            return true;
        }
        var decline = x.child("decline");
        decline.ifPresent(element -> decline(message, element));
        return decline.isPresent();
    }

    private void invite(Message message, List<Element> invites) {
        var from = Talk.present(room, message.from());
        if (!Rights.mayInvite(from.role(), from.affiliation(), room.config())) {
            throw StanzaError.forbidden("you may not invite others");
        }
        if (invites.size() > MOST_AT_ONCE) {
            throw StanzaError.policyViolation("more than " + MOST_AT_ONCE + " at once");
        }
        var members = new ArrayList<Affiliated>();
        var to = new ArrayList<Jid>();
        for (var invite : invites) {
            var jid = address(invite);
            to.add(jid);
            if (room.config().membersOnly() && room.affiliation(jid) == Affiliation.NONE) {
                members.add(new Affiliated(jid.bare(), Affiliation.MEMBER, "", ""));
            }
        }
        room.keep(room.state().affiliations().with(members), message, () -> {
            for (int i = 0; i < to.size(); i++) {
                remember(to.get(i).bare(), message.from());
                room.send(invitation(room, to.get(i), inviter(from), invites.get(i)));
            }
        });
    }

    /** Where addresses are hidden, the inviter's is too. */
    private Jid inviter(Occupant from) {
        return room.config().nonAnonymous() ? from.account() : from.jid();
    }

    private static Jid address(Element element) {
        try {
            return Jid.parse(element.attribute("to").orElse(""));
        } catch (IllegalArgumentException e) {
            throw StanzaError.jidMalformed(e.getMessage());
        }
    }

    /** @param invite with what is to be passed on: a reason, or that it continues a chat (§7.9) */
    static Stanza invitation(Room room, Jid to, Jid from, Element invite) {
        var passed = Element.of("invite", Notice.NS).with("from", from.toString());
        for (var child : invite.children()) {
            if (child.is("reason", Notice.NS) || child.is("continue", Notice.NS)) {
                passed = passed.with(child);
            }
        }
        var x = Element.of("x", Notice.NS).with(passed);
        if (room.config().hasPassword()) {
            x = x.with(Element.of("password", Notice.NS, room.config().password()));
        }
        return fromRoom(room, to, x);
    }

    private void decline(Message message, Element decline) {
        var invitee = message.from().bare();
        var inviter = open.remove(invitee);
        if (inviter == null) {
            throw StanzaError.itemNotFound("nobody has invited you");
        }
        var passed = Element.of("decline", Notice.NS).with("from", invitee.toString());
        var reason = decline.child("reason").orElse(null);
        if (reason != null) {
            passed = passed.with(reason);
        }
        boolean here = room.occupants.of(inviter) != null;
        room.send(fromRoom(
                room,
                here ? inviter : inviter.bare(),
                Element.of("x", Notice.NS).with(passed)));
    }

    private void remember(Jid invitee, Jid inviter) {
        open.put(invitee, inviter);
        if (open.size() > MOST_OPEN) {
            open.remove(open.keySet().iterator().next());
        }
    }

    private static Stanza fromRoom(Room room, Jid to, Element x) {
        return Stanza.of(Element.of("message", Namespaces.CLIENT)
                .with("from", room.jid().toString())
                .with("to", to.toString())
                .with(x));
    }
}
