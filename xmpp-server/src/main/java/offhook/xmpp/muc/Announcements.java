package offhook.xmpp.muc;

import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * Tells occupants of each other, XEP-0045 §7.2.3 to §7.2.5. A presence is written once for those who may see the real
 * address and once for those who may not, whatever their number. Of the room's lane.
 */
final class Announcements {

    /** The presence of one who leaves without a word. */
    static final Element GONE = Element.of("presence", Namespaces.CLIENT).with("type", "unavailable");

    private final Occupants occupants;
    private final Supplier<RoomConfig> config;
    private final OccupantIds ids;
    private final Consumer<Stanza> out;

    Announcements(Occupants occupants, Supplier<RoomConfig> config, OccupantIds ids, Consumer<Stanza> out) {
        this.occupants = occupants;
        this.config = config;
        this.ids = ids;
        this.out = out;
    }

    /** A newcomer learns who is here already. */
    void introduceAll(Occupant newcomer, Jid session) {
        occupants.all().forEach(other -> introduce(other, newcomer, session));
    }

    /** A client learns who one of the others is, if it may. */
    void introduce(Occupant other, Occupant reader, Jid session) {
        if (other != reader && sees(reader, other, other.role())) {
            out.accept(present(other, addresses(reader)).to(session));
        }
    }

    /** One who was a moderator loses sight of those whom only moderators see. */
    void hideFrom(Occupant reader) {
        for (var other : occupants.all()) {
            if (!sees(reader, other, other.role())) {
                send(reader, unavailable(other, GONE, Notice.NONE, null));
            }
        }
    }

    /** Everybody who may hears what an occupant is now, and its own clients last. */
    void available(Occupant occupant, Notice notice) {
        available(occupant, occupant.role(), notice);
    }

    /**
     * Likewise, when one of its clients said so.
     *
     * @param id of what that client, the one that is shown now, has sent
     */
    void heard(Occupant occupant, String id) {
        availableToOthers(occupant, occupant.role(), Notice.NONE);
        for (var session : occupant.sessions()) {
            self(occupant, session, session.equals(occupant.shown()) ? id : null, Notice.NONE);
        }
    }

    /** @param before the role until now */
    void available(Occupant occupant, Role before, Notice notice) {
        availableToOthers(occupant, before, notice);
        for (var session : occupant.sessions()) {
            self(occupant, session, null, notice);
        }
    }

    /** @param before the role until now: those who may not see the occupant any more are told that it has gone */
    void availableToOthers(Occupant occupant, Role before, Notice notice) {
        var variants = new Variants(occupant, notice);
        for (var reader : occupants.all()) {
            if (reader == occupant) {
                continue;
            }
            if (sees(reader, occupant, occupant.role())) {
                send(reader, variants.of(addresses(reader)));
            } else if (sees(reader, occupant, before)) {
                send(reader, unavailable(occupant, GONE, Notice.NONE, null));
            }
        }
    }

    /** Everybody who may see one role sees this occupant from now on, or not any more. */
    void shown(Occupant occupant, boolean visible) {
        for (var reader : occupants.all()) {
            if (reader != occupant && reader.role() != Role.MODERATOR) {
                send(
                        reader,
                        visible
                                ? present(occupant, addresses(reader))
                                : unavailable(occupant, GONE, Notice.NONE, null));
            }
        }
    }

    /**
     * A client hears of itself.
     *
     * @param id of the stanza that it sent, or null
     */
    void self(Occupant occupant, Jid session, String id, Notice notice) {
        var presence = build(
                occupant.presence().with("id", id),
                occupant,
                notice.and(Notice.SELF).toElement(occupant.affiliation(), occupant.role(), session));
        out.accept(presence.to(session));
    }

    /**
     * A client hears that it has left.
     *
     * @param said what it said, with its id if it has one; or {@link #GONE}
     */
    void selfGone(Occupant occupant, Jid session, Element said, Notice notice) {
        out.accept(unavailable(occupant, said, notice.and(Notice.SELF), session).to(session));
    }

    /** A client hears that the room is no more, §10.9. */
    void destroyed(Occupant occupant, Jid session, Element destroy) {
        out.accept(unavailable(occupant, GONE, Notice.destroyed(destroy).and(Notice.SELF), null)
                .to(session));
    }

    /**
     * The others hear that an occupant has left, or has another nickname.
     *
     * @param address of the client that stood for the occupant
     */
    void gone(Occupant occupant, Jid address, Element said, Notice notice) {
        Presence open = null;
        Presence veiled = null;
        for (var reader : occupants.all()) {
            if (reader == occupant || !sees(reader, occupant, occupant.role())) {
                continue;
            }
            if (addresses(reader)) {
                open = open == null ? unavailable(occupant, said, notice, address) : open;
                send(reader, open);
            } else {
                veiled = veiled == null ? unavailable(occupant, said, notice, null) : veiled;
                send(reader, veiled);
            }
        }
    }

    private boolean sees(Occupant reader, Occupant occupant, Role role) {
        return reader == occupant
                || reader.role() == Role.MODERATOR
                || config.get().broadcast().contains(role);
    }

    /** §7.2.3, §7.2.4. */
    private boolean addresses(Occupant reader) {
        return config.get().showsAddressesTo(reader.role());
    }

    private void send(Occupant reader, Presence presence) {
        for (var session : reader.sessions()) {
            out.accept(presence.to(session));
        }
    }

    private Presence present(Occupant occupant, boolean withAddress) {
        var cached = occupant.cached(withAddress);
        if (cached == null) {
            cached = present(occupant, withAddress, Notice.NONE);
            occupant.cache(withAddress, cached);
        }
        return cached;
    }

    private Presence present(Occupant occupant, boolean withAddress, Notice notice) {
        var x = notice.toElement(occupant.affiliation(), occupant.role(), withAddress ? occupant.shown() : null);
        return build(occupant.presence(), occupant, x);
    }

    /** §7.14: whoever leaves has no role; one who comes back under another name (§7.6) keeps it. */
    private Presence unavailable(Occupant occupant, Element said, Notice notice, Jid address) {
        var role = notice.newNick().isEmpty() ? Role.NONE : occupant.role();
        return build(said, occupant, notice.toElement(occupant.affiliation(), role, address));
    }

    private Presence build(Element said, Occupant occupant, Element x) {
        return (Presence) Stanza.of(said.with("from", occupant.jid().toString())
                .with(occupant.id(ids))
                .with(x));
    }

    /** The presence of one occupant as it is now, for either kind of reader. */
    private final class Variants {

        private final Occupant occupant;
        private final Notice notice;
        private Presence open;
        private Presence veiled;

        Variants(Occupant occupant, Notice notice) {
            this.occupant = occupant;
            this.notice = notice;
        }

        Presence of(boolean withAddress) {
            if (notice.equals(Notice.NONE)) {
                return present(occupant, withAddress);
            }
            if (withAddress) {
                open = open == null ? present(occupant, true, notice) : open;
                return open;
            }
            veiled = veiled == null ? present(occupant, false, notice) : veiled;
            return veiled;
        }
    }
}
