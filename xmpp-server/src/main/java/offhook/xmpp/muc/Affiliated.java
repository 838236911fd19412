package offhook.xmpp.muc;

import offhook.directory.address.Jid;

/**
 * Somebody with an affiliation to a room.
 *
 * @param jid bare; for outcasts it may be a domain, which stands for everybody there
 * @param nick the nickname that is reserved for them; "" for none
 * @param reason why; "" for none
 */
record Affiliated(Jid jid, Affiliation affiliation, String nick, String reason) {}
