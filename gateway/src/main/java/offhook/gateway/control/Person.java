package offhook.gateway.control;

import java.util.List;
import java.util.Locale;
import offhook.directory.User;
import offhook.directory.address.MailAddress;

/**
 * Somebody in the directory, as the control API tells it.
 *
 * @param mail null for none
 * @param notifyBy null where the configuration's policy holds
 * @param list where the person comes from, "users.csv line 7"; null for the database
 */
public record Person(
        String user,
        String name,
        List<String> extensions,
        List<String> numbers,
        String mail,
        List<String> groups,
        String notifyBy,
        boolean enabled,
        String list) {

    static Person of(User user, String list) {
        return new Person(
                user.id().value(),
                user.name().value(),
                user.extensions(),
                user.numbers().stream().map(Object::toString).toList(),
                user.mail().map(MailAddress::value).orElse(null),
                user.groups().stream().sorted().toList(),
                user.notifyBy()
                        .map(policy -> policy.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .orElse(null),
                user.enabled(),
                list);
    }
}
