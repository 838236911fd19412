package offhook.pbx;

import java.util.Optional;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.SipUri;

/** Whose phone it is that a PBX calls by this name. Safe to share. */
public record PhoneNames(Directory directory) {

    /**
     * By their extension, user name or alias; not by their numbers, which may be those of a mobile that calls in by a trunk.
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
}
