package offhook.xmpp.roster;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.SharedGroups.Picture;

/** The contacts that stand in a roster without the user's doing: companions of the shared groups, and services. Safe to share. */
public record Given(SharedGroups groups, List<ServiceContact> services) {

    public Given {
        services = List.copyOf(services);
    }

    Moment now() {
        return new Moment(groups.now(), services);
    }

    /** What is given at one moment. Immutable. */
    record Moment(Picture picture, List<ServiceContact> services) {

        /** The item that is given to an account for this contact. */
        Optional<RosterItem> item(Jid account, Jid contact) {
            for (var service : services) {
                if (service.jid().equals(contact)) {
                    return Optional.of(
                            new RosterItem(contact, true, service.name(), List.of(), Subscription.BOTH, false, ""));
                }
            }
            return picture.item(account, contact);
        }

        boolean gives(Jid account, Jid contact) {
            return services.stream().anyMatch(service -> service.jid().equals(contact))
                    || picture.share(account, contact);
        }

        /** People who share a group with the account. */
        Set<Jid> companions(Jid account) {
            return picture.contacts(account);
        }

        /** All that is given to an account. */
        Set<Jid> contacts(Jid account) {
            var contacts = picture.contacts(account);
            services.forEach(service -> contacts.add(service.jid()));
            return contacts;
        }

        /** The same number as long as the same is given. */
        long fingerprint(Jid account) {
            return picture.fingerprint(account) + services.hashCode();
        }
    }
}
