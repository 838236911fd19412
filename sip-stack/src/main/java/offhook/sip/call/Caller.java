package offhook.sip.call;

import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;

/**
 * Who calls: the directory first, then P-Asserted-Identity of a trusted peer, then From.
 *
 * @param withheld {@code Privacy: id} was asked for (RFC 3323 §4.2); name and address must not be shown
 */
public record Caller(DisplayName name, SipUri address, Optional<UserId> user, boolean withheld) {

    /** The same for two INVITEs that certainly have the same caller; empty for those who withhold who they are. */
    Optional<String> key() {
        if (user.isPresent()) {
            return user.map(UserId::value);
        }
        return withheld || address.user().isEmpty()
                ? Optional.empty()
                : Optional.of(address.user() + '@' + address.host());
    }
}
