package offhook.directory;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import offhook.directory.address.Aor;
import offhook.directory.address.PhoneNumber;

/**
 * The addresses of a person as keys that only one person may hold: a name or number in our domain is one key, whether it
 * is a user name, an alias, an extension or an E.164 number.
 */
public final class Claims {

    private Claims() {}

    /** Who is disabled holds nothing but the name, so that their extension can be somebody else's the next day. */
    public static Set<String> of(User user, String domain) {
        var keys = new LinkedHashSet<String>();
        keys.add(user.id().value());
        if (user.enabled()) {
            user.aors().forEach(aor -> keys.add(of(aor, domain)));
            keys.addAll(user.extensions());
            user.numbers().forEach(number -> keys.add(of(number)));
        }
        return keys;
    }

    public static String of(Aor aor, String domain) {
        return aor.domain().equals(domain)
                ? aor.user().toLowerCase(Locale.ROOT)
                : "sip:" + aor.user() + '@' + aor.domain();
    }

    public static String of(PhoneNumber number) {
        return number.e164();
    }
}
