package offhook.xmpp.muc;

import static offhook.xmpp.muc.Affiliation.ADMIN;
import static offhook.xmpp.muc.Affiliation.MEMBER;
import static offhook.xmpp.muc.Affiliation.NONE;
import static offhook.xmpp.muc.Affiliation.OUTCAST;
import static offhook.xmpp.muc.Affiliation.OWNER;
import static offhook.xmpp.muc.Role.MODERATOR;
import static offhook.xmpp.muc.Role.PARTICIPANT;
import static offhook.xmpp.muc.Role.VISITOR;

import offhook.xmpp.stanza.StanzaError;

/** Who may do what: the tables of XEP-0045 §5.1.1, §5.1.2 and §5.2.1. Pure functions. */
final class Rights {

    private Rights() {}

    /** §5.1.2: the role on entering. */
    static Role onEntering(Affiliation affiliation, RoomConfig config) {
        if (affiliation.atLeast(ADMIN)) {
            return MODERATOR;
        }
        return affiliation == NONE && config.moderated() ? VISITOR : PARTICIPANT;
    }

    /** §5.2.1 "Enter Open Room", "Enter Members-Only Room". */
    static boolean mayEnter(Affiliation affiliation, RoomConfig config) {
        return affiliation.atLeast(config.membersOnly() ? MEMBER : NONE);
    }

    /** "Register with Open Room": not where that would give a stranger voice (§7.10: the privilege may be restricted). */
    static boolean mayRegister(Affiliation affiliation, RoomConfig config) {
        return affiliation.atLeast(MEMBER) || (affiliation == NONE && !config.membersOnly() && !config.moderated());
    }

    static boolean maySpeak(Role role) {
        return role.atLeast(PARTICIPANT);
    }

    static boolean mayWritePrivately(Role role, RoomConfig config) {
        return config.privateMessages().allowed(role);
    }

    /** §8.1: a participant, if the configuration says so. */
    static boolean mayChangeSubject(Role role, RoomConfig config) {
        return role.atLeast(config.changeSubject() ? PARTICIPANT : MODERATOR);
    }

    /** §7.8.2: to a room for members only, its admins, and if the configuration says so its members. */
    static boolean mayInvite(Role role, Affiliation affiliation, RoomConfig config) {
        return role.atLeast(VISITOR)
                && (!config.membersOnly() || affiliation.atLeast(config.allowInvites() ? MEMBER : ADMIN));
    }

    /** §8.5, §9.8: who may read the list of occupants with a role. */
    static boolean mayList(Role listed, Role role, Affiliation affiliation) {
        return affiliation.atLeast(ADMIN) || (role == MODERATOR && listed != MODERATOR);
    }

    /**
     * §9.2, §9.5, §10.5, §10.8: who may read a list of addresses. Where addresses are open, members and occupants may read
     * all but that of outcasts.
     */
    static boolean mayList(Affiliation listed, Role role, Affiliation affiliation, RoomConfig config) {
        if (affiliation.atLeast(listed == OUTCAST || listed == MEMBER ? ADMIN : OWNER)) {
            return true;
        }
        boolean occupant = config.memberList().contains(role);
        if (config.nonAnonymous()) {
            return listed != OUTCAST && (affiliation.atLeast(MEMBER) || (affiliation == NONE && occupant));
        }
        return listed == MEMBER && role == MODERATOR && occupant;
    }

    /**
     * Whether one may change the role of another.
     *
     * @throws StanzaError forbidden for one who may not change such roles at all; not-allowed where the other is too high
     */
    static void checkRole(Role role, Affiliation affiliation, Occupant other, Role after) {
        boolean status = (other.role() == MODERATOR && after != Role.NONE) || after == MODERATOR;
        if (status && (role == MODERATOR || affiliation.atLeast(ADMIN))) {
            checkStatus(affiliation, other, after);
            return;
        }
        if (role != MODERATOR) {
            throw StanzaError.forbidden("only moderators may do that");
        }
        if (after == Role.NONE) {
            checkKick(affiliation, other);
        } else if (after == VISITOR
                && other.affiliation().atLeast(MEMBER)
                && other.affiliation().atLeast(affiliation.atLeast(ADMIN) ? ADMIN : affiliation)) {
            throw StanzaError.notAllowed("the voice of " + other.nick() + " is not yours to take"); // §8.4
        }
    }

    /** §9.6, §9.7: to make a moderator, or of a moderator something else. */
    private static void checkStatus(Affiliation affiliation, Occupant other, Role after) {
        if (after != MODERATOR && other.affiliation().atLeast(ADMIN)) {
            throw StanzaError.notAllowed(other.nick() + " is a moderator for being an admin or owner");
        }
        if (!affiliation.atLeast(ADMIN)) {
            throw StanzaError.forbidden("only admins appoint and dismiss moderators");
        }
    }

    /** §8.2; §5.1.3: moderators are kicked by admins and owners alone. */
    private static void checkKick(Affiliation affiliation, Occupant other) {
        boolean higher = !affiliation.atLeast(other.affiliation());
        if (higher || (other.role() == MODERATOR && !affiliation.atLeast(ADMIN))) {
            throw StanzaError.notAllowed(other.nick() + " is not yours to kick");
        }
    }

    /**
     * Whether one may change the affiliation of another, §9 and §10.
     *
     * @throws StanzaError forbidden for one who may not change that list; not-allowed to ban somebody as high as oneself
     */
    static void checkAffiliation(Affiliation affiliation, Affiliation before, Affiliation after) {
        if (!affiliation.atLeast(ADMIN)) {
            throw StanzaError.forbidden("only admins and owners may do that");
        }
        if (affiliation == OWNER) {
            return;
        }
        if (after == OUTCAST && before.atLeast(ADMIN)) {
            throw StanzaError.notAllowed("an admin cannot ban an admin or owner"); // §9.1
        }
        if (before.atLeast(ADMIN) || after.atLeast(ADMIN)) {
            throw StanzaError.forbidden("only owners may do that"); // §10.5, §10.8
        }
    }
}
