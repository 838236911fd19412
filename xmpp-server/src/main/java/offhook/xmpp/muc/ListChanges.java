package offhook.xmpp.muc;

import java.util.ArrayList;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * Changes to the lists of a room: kicks, bans, voice, members, moderators, admins and owners (XEP-0045 §8.2, §8.3, §8.4
 * and so on to §10.8). All items of a request are allowed, or none is done. Of the room's lane.
 */
final class ListChanges {

    private final Room room;
    private final Effects effects;

    ListChanges(Room room, Effects effects) {
        this.room = room;
        this.effects = effects;
    }

    void asked(Iq iq) {
        var items = iq.payload().children("item", Lists.NS);
        if (items.isEmpty()) {
            throw StanzaError.badRequest("an item says what is to change");
        }
        var actor = Actor.of(room, iq.from());
        var roles = new ArrayList<Effects.RoleChange>();
        var changes = new ArrayList<Effects.Change>();
        for (var item : items) {
            boolean role = item.attribute("role").isPresent();
            if (role == item.attribute("affiliation").isPresent()) {
                throw StanzaError.badRequest("an item changes a role or an affiliation"); // §17.4
            }
            if (role) {
                roles.add(roleChange(item, actor));
            } else {
                changes.add(change(item, actor));
            }
        }
        var after = room.state()
                .affiliations()
                .with(changes.stream().map(Effects.Change::after).toList());
        check(after);
        room.keep(after, iq, () -> {
            var removed = effects.remove(roles, changes, actor.nick());
            room.send(iq.result());
            removed.run();
            effects.tell(roles, changes, actor.nick());
        });
    }

    /** §10.4: somebody owns the room. */
    void check(Affiliations after) {
        var before = room.state().affiliations();
        if (!before.list(Affiliation.OWNER).isEmpty()
                && after.list(Affiliation.OWNER).isEmpty()) {
            throw StanzaError.conflict("somebody has to own the room");
        }
        if (after.size() > room.policy().config().affiliations() && after.size() > before.size()) {
            throw StanzaError.resourceConstraint("the lists are full");
        }
    }

    private Effects.RoleChange roleChange(Element item, Actor actor) {
        var nick = item.attribute("nick").orElseThrow(() -> StanzaError.badRequest("the nickname is missing"));
        var after = Role.parse(item.attribute("role").orElseThrow());
        var occupant = room.occupants.find(nick);
        if (occupant == null) {
            if (actor.role() != Role.MODERATOR && !actor.affiliation().atLeast(Affiliation.ADMIN)) {
                throw StanzaError.forbidden("only moderators may do that");
            }
            throw StanzaError.itemNotFound("nobody has the nickname " + nick);
        }
        try {
            Rights.checkRole(actor.role(), actor.affiliation(), occupant, after);
        } catch (StanzaError e) {
            throw e.quoting(Element.of("query", Lists.NS).with(item)); // §8.4: which one it was
        }
        return new Effects.RoleChange(occupant, after, reason(item));
    }

    private Effects.Change change(Element item, Actor actor) {
        var after = Affiliation.parse(item.attribute("affiliation").orElseThrow());
        if (!actor.affiliation().atLeast(Affiliation.ADMIN)) {
            throw StanzaError.forbidden("only admins and owners may do that");
        }
        var jid = address(item, after);
        var before = entry(jid);
        if (after == Affiliation.OUTCAST && jid.equals(actor.jid().bare())) {
            throw StanzaError.conflict("you cannot ban yourself"); // §9.1
        }
        Rights.checkAffiliation(actor.affiliation(), before.affiliation(), after);
        return new Effects.Change(before, new Affiliated(jid, after, nick(item, before, after), reason(item)));
    }

    private Affiliated entry(Jid jid) {
        return room.state().affiliations().entry(jid).orElse(new Affiliated(jid, Affiliation.NONE, "", ""));
    }

    /** §10.3: of a full JID the bare one. Somebody who is here may be named by nickname. */
    private Jid address(Element item, Affiliation after) {
        var text = item.attribute("jid").orElse(null);
        if (text == null) {
            var here = item.attribute("nick").map(room.occupants::find).orElse(null);
            if (here == null) {
                throw StanzaError.badRequest("the address is missing");
            }
            return here.account();
        }
        Jid jid;
        try {
            jid = Jid.parse(text).bare();
        } catch (IllegalArgumentException e) {
            throw StanzaError.jidMalformed(e.getMessage());
        }
        if (jid.local().isEmpty() && after.atLeast(Affiliation.MEMBER)) {
            throw StanzaError.notAcceptable("a whole domain can be banned, and no more");
        }
        return jid;
    }

    /** §9.5: a nickname that is given is reserved, an empty one is not any more; an outcast has none. */
    private String nick(Element item, Affiliated before, Affiliation after) {
        if (after == Affiliation.OUTCAST || after == Affiliation.NONE) {
            return "";
        }
        var nick = item.attribute("nick").orElse(before.nick());
        if (!nick.equals(before.nick()) && !nick.isEmpty()) {
            checkNick(nick, before.jid());
        }
        return nick;
    }

    /** @throws StanzaError if the nickname cannot be reserved for this user */
    void checkNick(String nick, Jid user) {
        try {
            if (nick.isBlank() || !room.jid().withResource(nick).resource().equals(nick)) {
                throw StanzaError.notAcceptable("no nickname");
            }
        } catch (IllegalArgumentException e) {
            throw StanzaError.notAcceptable(e.getMessage());
        }
        if (room.state().affiliations().isReserved(nick, user) || room.occupants.isTaken(nick, user)) {
            throw StanzaError.conflict("the nickname belongs to somebody else");
        }
    }

    private String reason(Element item) {
        var reason = item.childText("reason").orElse("");
        if (reason.length() > Policy.LONGEST_TEXT) {
            throw StanzaError.policyViolation("the reason is too long");
        }
        return reason;
    }
}
