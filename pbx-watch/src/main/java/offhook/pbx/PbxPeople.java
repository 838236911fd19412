package offhook.pbx;

import java.util.Optional;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;

/**
 * Whom a PBX means by the names and numbers that it tells. Safe to share.
 *
 * @param host of the PBX, behind the numbers of strangers
 * @param counts takes how many messages a mailbox has
 */
public record PbxPeople(Directory directory, String host, MessageCounts counts) {

    /**
     * Whose phone it is: by their extension, user name or alias, not by their numbers, which may be those of a mobile that
     * calls in by a trunk.
     *
     * @param name of an endpoint or account at the PBX
     */
    public Optional<UserId> user(String name) {
        try {
            return directory
                    .find(SipUri.of(name, directory.domain()))
                    .filter(User.class::isInstance)
                    .map(User.class::cast)
                    .filter(user -> user.extensions().contains(name)
                            || user.aors().stream().anyMatch(aor -> aor.user().equals(name)))
                    .map(User::id);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** Who is at the other end. */
    public Caller caller(String number, String name) {
        return Caller.of(directory, number, name, host);
    }

    /** @param mailbox such as "201@default" */
    public void counted(String mailbox, int fresh, int old) {
        user(mailbox.split("@", 2)[0]).ifPresent(user -> counts.counted(user, mailbox, fresh, old));
    }
}
