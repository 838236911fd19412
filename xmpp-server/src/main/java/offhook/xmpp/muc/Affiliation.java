package offhook.xmpp.muc;

import java.util.Locale;
import offhook.xmpp.stanza.StanzaError;

/** What a user is to a room for longer than a visit, XEP-0045 §5.2; each has all privileges of the one before. */
enum Affiliation {
    OUTCAST,
    NONE,
    MEMBER,
    ADMIN,
    OWNER;

    boolean atLeast(Affiliation other) {
        return compareTo(other) >= 0;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws StanzaError bad-request if there is no such affiliation */
    static Affiliation parse(String text) {
        for (var affiliation : values()) {
            if (affiliation.text().equals(text)) {
                return affiliation;
            }
        }
        throw StanzaError.badRequest("an affiliation is outcast, none, member, admin or owner");
    }
}
