package offhook.xmpp.muc;

import java.util.Locale;
import offhook.xmpp.stanza.StanzaError;

/** What an occupant may do during this visit, XEP-0045 §5.1; each has all privileges of the one before. */
enum Role {
    NONE,
    VISITOR,
    PARTICIPANT,
    MODERATOR;

    boolean atLeast(Role other) {
        return compareTo(other) >= 0;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws StanzaError bad-request if there is no such role */
    static Role parse(String text) {
        for (var role : values()) {
            if (role.text().equals(text)) {
                return role;
            }
        }
        throw StanzaError.badRequest("a role is none, visitor, participant or moderator");
    }
}
