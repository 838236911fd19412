package offhook.xmpp.roster;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import offhook.xmpp.roster.Roster.Push;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.stanza.Iq;

/** Tells clients that asked for the roster what has changed in it, RFC 6121 §2.1.6. Safe to share. */
public final class Pushes {

    private final AtomicLong ids = new AtomicLong();

    /** To all interested resources. */
    public void push(Account account, Push push) {
        for (var resource : account.resources()) {
            if (resource.isInterested()) {
                push(resource, push);
            }
        }
    }

    /** Several items that changed together; a client that misses one of them has no version that counts. */
    void push(Account account, Collection<RosterItem> items, String version) {
        int left = items.size();
        for (var item : items) {
            left--;
            push(account, new Push(item, left == 0 ? version : version + '~' + left));
        }
    }

    void push(Resource resource, Push push) {
        var id = "push" + Long.toString(ids.incrementAndGet(), Character.MAX_RADIX);
        resource.send(Iq.request(Iq.Type.SET, id, resource.account().jid(), resource.jid(), RosterXml.push(push)));
    }
}
