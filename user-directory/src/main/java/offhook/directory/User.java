package offhook.directory;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import offhook.directory.address.AddressMapping;
import offhook.directory.address.Aor;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.directory.address.MailAddress;
import offhook.directory.address.PhoneNumber;
import offhook.directory.address.SipUri;

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

    private static final Pattern EXTENSION = Pattern.compile("[0-9*#]{1,20}");

    /** @throws IllegalArgumentException if an extension or the name of a group is none */
    public User {
        aors = List.copyOf(aors);
        extensions = List.copyOf(extensions);
        numbers = List.copyOf(numbers);
        extensions.forEach(User::requireExtension);
        groups = groups.stream().map(User::groupName).collect(Collectors.toUnmodifiableSet());
    }

    /** A person of our domain of whom no more is known yet than the name. @throws IllegalArgumentException if it is too long for SIP */
    public static User of(UserId id, String domain) {
        var jid = Jid.of(id.value(), domain);
        var aor = AddressMapping.toSip(jid).flatMap(SipUri::aor);
        return new User(
                id,
                new DisplayName(id.value()),
                jid,
                List.of(aor.orElseThrow(() -> new IllegalArgumentException("the user name is too long for SIP"))),
                List.of(),
                List.of(),
                Optional.empty(),
                Locale.ENGLISH,
                ZoneOffset.UTC,
                Set.of(),
                Optional.empty(),
                true);
    }

    /** @throws IllegalArgumentException if it is not 1 to 20 digits, {@code *} and {@code #} */
    public static void requireExtension(String extension) {
        if (!EXTENSION.matcher(extension).matches()) {
            throw new IllegalArgumentException(
                    '"' + new DisplayName(extension).value() + "\" is no extension: digits, * and # were expected");
        }
    }

    private static String groupName(String text) {
        var name = new DisplayName(text).value();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of a group is empty");
        }
        return name;
    }

    public User withName(DisplayName other) {
        return new User(id, other, jid, aors, extensions, numbers, mail, language, zone, groups, notifyBy, enabled);
    }

    /** @param others further addresses of record beside the first */
    public User withAliases(List<Aor> others) {
        var all = new ArrayList<>(aors.subList(0, 1));
        others.stream().filter(aor -> !all.contains(aor)).forEach(all::add);
        return new User(id, name, jid, all, extensions, numbers, mail, language, zone, groups, notifyBy, enabled);
    }

    public User withExtensions(List<String> others) {
        return new User(id, name, jid, aors, others, numbers, mail, language, zone, groups, notifyBy, enabled);
    }

    public User withNumbers(List<PhoneNumber> others) {
        return new User(id, name, jid, aors, extensions, others, mail, language, zone, groups, notifyBy, enabled);
    }

    public User withMail(Optional<MailAddress> other) {
        return new User(id, name, jid, aors, extensions, numbers, other, language, zone, groups, notifyBy, enabled);
    }

    /** @param otherZone in which their times are told */
    public User withLocale(Locale otherLanguage, ZoneId otherZone) {
        return new User(
                id, name, jid, aors, extensions, numbers, mail, otherLanguage, otherZone, groups, notifyBy, enabled);
    }

    public User withGroups(Set<String> others) {
        return new User(id, name, jid, aors, extensions, numbers, mail, language, zone, others, notifyBy, enabled);
    }

    public User withNotifyBy(Optional<NotifyPolicy> other) {
        return new User(id, name, jid, aors, extensions, numbers, mail, language, zone, groups, other, enabled);
    }

    public User withEnabled(boolean other) {
        return new User(id, name, jid, aors, extensions, numbers, mail, language, zone, groups, notifyBy, other);
    }
}
