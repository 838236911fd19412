package offhook.gateway.contacts;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.sip.event.document.MalformedDocument;
import offhook.sip.event.document.PresenceInfo;
import offhook.sip.message.SipRequest;
import offhook.sip.subscriber.SubscriberListener;
import offhook.sip.subscriber.Substate;
import offhook.xmpp.stanza.Presence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody of the SIP world whom one of our people watches: what their NOTIFYs say becomes presence, RFC 8048 §5.2. Safe
 * to share.
 */
final class Contact implements SubscriberListener {

    private static final Logger LOG = LoggerFactory.getLogger(Contact.class);

    /** §5.2.2: "permanently cancelled"; with what RFC 6665 §4.1.3 says of the same. */
    private static final Set<String> CANCELLED = Set.of("403", "489", "603", "rejected", "noresource");

    /** What the next attempt would meet as well, for somebody who was never there. */
    private static final Set<String> HOPELESS = Set.of(
            "400", "401", "402", "404", "405", "406", "407", "410", "416", "420", "484", "485", "501", "604", "606");

    private static final PresenceInfo NOTHING = new PresenceInfo(List.of(), List.of(), List.of());

    private final Jid watcher;
    private final Jid jid;
    private final Consumer<Presence> out;
    private final Runnable admitted;
    private final BiConsumer<Contact, String> over;
    private final Shown shown;
    private boolean granted;
    private boolean answered;

    /**
     * @param granted whether they have let themselves be watched at any time
     * @param out routes presence
     * @param admitted told when they let themselves be watched for the first time
     * @param over told when there is no use in watching any more, and why
     */
    Contact(
            Jid watcher,
            Jid jid,
            boolean granted,
            Consumer<Presence> out,
            Runnable admitted,
            BiConsumer<Contact, String> over) {
        this.watcher = watcher;
        this.jid = jid;
        this.granted = granted;
        this.out = out;
        this.admitted = admitted;
        this.over = over;
        shown = new Shown(jid);
    }

    Jid jid() {
        return jid;
    }

    @Override
    public void notified(String notifier, SipRequest notify) {
        if (Substate.of(notify) != Substate.ACTIVE) {
            return; // §5.2.1: neither says how somebody is
        }
        active(notifier, read(notify));
    }

    private synchronized void active(String notifier, PresenceInfo info) {
        if (!granted) {
            granted = true;
            admitted.run();
        }
        boolean first = !answered;
        if (first) {
            answered = true;
            out.accept(Presence.of(Presence.Type.SUBSCRIBED, jid, watcher)); // ours may not know, after a crash
        }
        var changes = shown.tells(notifier, info);
        send(first && shown.isEmpty() ? shown.all() : changes, watcher);
    }

    /** §5.2.1: without a body nothing is known, which is as if nobody were there. */
    private PresenceInfo read(SipRequest notify) {
        if (!notify.hasBody()) {
            return NOTHING;
        }
        try {
            return PresenceInfo.read(notify.body());
        } catch (MalformedDocument malformed) {
            LOG.debug("what {} is doing cannot be read: {}", jid, malformed.getMessage());
            return NOTHING;
        }
    }

    @Override
    public synchronized void gone(String notifier) {
        send(shown.silent(notifier), watcher);
    }

    @Override
    public void ended(String why) {
        boolean hopeless;
        synchronized (this) {
            hopeless = CANCELLED.contains(why) || (!granted && HOPELESS.contains(why));
        }
        if (hopeless) {
            over.accept(this, why);
        }
    }

    /** Whether it is known how they are. */
    synchronized boolean isKnown() {
        return answered;
    }

    /** Tells one who asks how they are. */
    synchronized void tell(Jid asker) {
        send(shown.all(), asker);
    }

    /** The watcher has asked once more, though they may see them. */
    synchronized void admitAgain() {
        out.accept(Presence.of(Presence.Type.SUBSCRIBED, jid, watcher));
        send(shown.all(), watcher);
    }

    /** Nobody watches them any more: RFC 6121 §3.2.3, and §3.3.3. */
    synchronized void leave() {
        send(shown.leaves(), watcher);
        out.accept(Presence.of(Presence.Type.UNSUBSCRIBED, jid, watcher));
    }

    private void send(List<Presence> all, Jid to) {
        all.forEach(presence -> out.accept(presence.to(to)));
    }
}
