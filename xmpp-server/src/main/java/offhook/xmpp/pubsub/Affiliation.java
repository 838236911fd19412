package offhook.xmpp.pubsub;

import java.util.Locale;
import offhook.xmpp.stanza.StanzaError;

/** What somebody is to a node, XEP-0060 §4.1. */
enum Affiliation {
    OWNER,
    PUBLISHER,
    PUBLISH_ONLY,
    MEMBER,
    OUTCAST,
    NONE;

    /** Whether the node's access model lets it in without a question. */
    boolean isWelcome() {
        return this == OWNER || this == PUBLISHER || this == MEMBER;
    }

    /** Whether it may publish where the publish model is "publishers". */
    boolean publishes() {
        return this == OWNER || this == PUBLISHER || this == PUBLISH_ONLY;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws StanzaError not-acceptable if there is no such affiliation */
    static Affiliation parse(String text) {
        for (var affiliation : values()) {
            if (affiliation.text().equals(text)) {
                return affiliation;
            }
        }
        throw StanzaError.notAcceptable(
                "an affiliation is owner, publisher, publish-only, member, outcast or none"); // §8.9.2.3
    }
}
