package offhook.gateway;

import java.util.function.Supplier;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.gateway.contacts.Contacts;
import offhook.gateway.presence.PhonePresence;
import offhook.gateway.presence.PublishedState;
import offhook.runtime.life.Service;
import offhook.sip.SipCore;

/**
 * Presence that comes from the SIP side, once both sides are up: of those in our people's rosters, and what is published
 * of our people.
 *
 * @param sip the SIP side, once that is started
 */
record SimplePresence(Supplier<SipCore> sip, Directory people, PhonePresence presence, Contacts contacts)
        implements Service {

    @Override
    public String name() {
        return "SIMPLE presence";
    }

    @Override
    public void start() {
        var published = sip.get().published();
        published.listen(this::tell);
        people.users().stream()
                .map(User::id)
                .filter(user -> !published.of(user).isEmpty())
                .forEach(this::tell);
        contacts.start();
    }

    private void tell(UserId user) {
        presence.published(user, PublishedState.of(sip.get().published().of(user)));
    }

    @Override
    public void stop() {
        // Those whom we watch hear from the next start, or let the subscription run out.
    }
}
