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
public record Caller(DisplayName name, SipUri address, Optional<UserId> user, boolean withheld) {}
