package offhook.directory;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import offhook.directory.address.Aor;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.directory.address.MailAddress;
import offhook.directory.address.PhoneNumber;

/**
 * A person. One row of the directory, immutable.
 *
 * @param jid the bare JID under which they chat
 * @param aors their SIP addresses of record, {@code sip:<user>@<domain>} first
 * @param extensions the short numbers of the house, digits, {@code *} and {@code #}
 * @param numbers E.164
 * @param groups names of the shared roster groups they belong to
 * @param notifyBy empty where the configuration's own policy holds
 * @param enabled false for somebody who has left: no login, no call, nothing deleted
 */
public record User(
        UserId id,
        DisplayName name,
        Jid jid,
        List<Aor> aors,
        List<String> extensions,
        List<PhoneNumber> numbers,
        Optional<MailAddress> mail,
        Locale language,
        ZoneId zone,
        Set<String> groups,
        Optional<NotifyPolicy> notifyBy,
        boolean enabled)
        implements Callee {

    public User {
        aors = List.copyOf(aors);
        extensions = List.copyOf(extensions);
        numbers = List.copyOf(numbers);
        groups = Set.copyOf(groups);
    }
}
