package offhook.gateway.control;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.MailAddress;
import offhook.directory.address.PhoneNumber;

/**
 * Somebody to be added to the directory.
 *
 * @param name null for the user name
 * @param mail null for none
 * @param password for chat, and for the phone if {@code phonePassword} is null
 */
public record NewPerson(
        String user,
        String name,
        List<String> extensions,
        List<String> numbers,
        String mail,
        List<String> groups,
        String password,
        String phonePassword) {

    public NewPerson {
        extensions = extensions == null ? List.of() : List.copyOf(extensions);
        numbers = numbers == null ? List.of() : List.copyOf(numbers);
        groups = groups == null ? List.of() : List.copyOf(groups);
    }

    /** @throws IllegalArgumentException saying what is wrong */
    User of(String domain) {
        if (user == null) {
            throw new IllegalArgumentException("a user name was expected");
        }
        var id = UserId.of(user);
        return User.of(id, domain)
                .withName(new DisplayName(name == null ? user : name))
                .withExtensions(extensions)
                .withNumbers(numbers.stream().map(PhoneNumber::new).toList())
                .withMail(Optional.ofNullable(mail).map(MailAddress::new))
                .withGroups(Set.copyOf(groups));
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return "NewPerson[" + user + ']';
    }
}
