package offhook.xmpp.roster;

import offhook.directory.address.Jid;

/**
 * A local service that stands in everybody's roster, such as "Phone".
 *
 * @param jid the domain of the service
 * @param name the handle, unless the user gives it another one
 */
public record ServiceContact(Jid jid, String name) {}
