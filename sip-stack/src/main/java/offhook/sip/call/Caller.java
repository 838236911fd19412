package offhook.sip.call;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;

/**
 * Who calls: the directory first, then P-Asserted-Identity of a trusted peer, then From.
 *
 * @param withheld {@code Privacy: id} was asked for (RFC 3323 §4.2); name and address must not be shown
 */
public record Caller(DisplayName name, SipUri address, Optional<UserId> user, boolean withheld) {

    /** Somebody of whom nothing is told. */
    public static final Caller UNKNOWN =
            new Caller(new DisplayName(""), SipUri.of("anonymous", "anonymous.invalid"), Optional.empty(), true);

    /** What a PBX writes where it knows no number. */
    private static final Set<String> NOBODY = Set.of("", "<unknown>", "unknown", "anonymous", "unavailable", "private");

    /** Numbers that agree in so many last digits differ in their prefix only. */
    private static final int TELLING_DIGITS = 7;

    /**
     * Who is behind a number that a PBX tells: the directory first, else the number at that PBX.
     *
     * @param name as the PBX writes it; may be empty
     */
    public static Caller of(Directory directory, String number, String name, String pbx) {
        if (NOBODY.contains(number.toLowerCase(Locale.ROOT))) {
            return UNKNOWN;
        }
        try {
            var person = directory
                    .find(SipUri.of(number, directory.domain()))
                    .filter(User.class::isInstance)
                    .map(User.class::cast);
            return person.map(Caller::of)
                    .orElseGet(() -> new Caller(
                            new DisplayName(NOBODY.contains(name.toLowerCase(Locale.ROOT)) ? "" : name),
                            SipUri.of(number, pbx),
                            Optional.empty(),
                            false));
        } catch (IllegalArgumentException unreadable) {
            return UNKNOWN;
        }
    }

    private static Caller of(User user) {
        return new Caller(user.name(), user.aors().get(0).uri(), Optional.of(user.id()), false);
    }

    /** The same for two INVITEs that certainly have the same caller; empty for those who withhold who they are. */
    Optional<String> key() {
        if (user.isPresent()) {
            return user.map(UserId::value);
        }
        return withheld || address.user().isEmpty()
                ? Optional.empty()
                : Optional.of(address.user() + '@' + address.host());
    }

    /** Whether two sources may mean the same one: each writes numbers in its own way. */
    boolean isSame(Caller other) {
        if (user.isPresent() && other.user.isPresent()) {
            return user.equals(other.user);
        }
        if (withheld || other.withheld) {
            return withheld == other.withheld;
        }
        var one = digits(address.user());
        var two = digits(other.address.user());
        var most = Math.min(one.length(), two.length());
        return most >= TELLING_DIGITS
                ? one.endsWith(two) || two.endsWith(one)
                : address.user().equals(other.address.user());
    }

    private static String digits(String number) {
        return number.replaceAll("\\D|^[+0]+", "");
    }
}
