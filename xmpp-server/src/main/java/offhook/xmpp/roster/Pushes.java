package offhook.xmpp.roster;

import java.util.concurrent.atomic.AtomicLong;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Roster.Push;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.stanza.Iq;

/** Tells clients that asked for the roster what has changed in it, RFC 6121 §2.1.6. Safe to share. */
public final class Pushes {

    private final AtomicLong ids = new AtomicLong();

    /** How these contacts look now, to all interested resources. */
    public void push(Account account, Roster roster, Jid... contacts) {
        int left = contacts.length;
        for (var contact : contacts) {
            left--;
            var push = roster.push(contact, left);
            account.resources().stream().filter(Resource::isInterested).forEach(resource -> push(resource, push));
        }
    }

    void push(Resource resource, Push push) {
        var id = "push" + Long.toString(ids.incrementAndGet(), Character.MAX_RADIX);
        resource.send(Iq.request(Iq.Type.SET, id, resource.account().jid(), resource.jid(), RosterXml.push(push)));
    }
}
