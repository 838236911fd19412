package offhook.xmpp.muc;

import offhook.directory.address.Jid;

/**
 * What outlives the visits: the part of a persistent room that is stored. Immutable; safe to share.
 *
 * @param key of its occupant ids, in hexadecimal
 */
record RoomState(Jid jid, RoomConfig config, Affiliations affiliations, Subject subject, String key) {

    RoomState with(RoomConfig newConfig) {
        return new RoomState(jid, newConfig, affiliations, subject, key);
    }

    RoomState with(Affiliations newAffiliations) {
        return new RoomState(jid, config, newAffiliations, subject, key);
    }

    RoomState with(Subject newSubject) {
        return new RoomState(jid, config, affiliations, newSubject, key);
    }

    /** What clients show; "" where nobody gave the room a name. */
    String name() {
        return config.name();
    }
}
