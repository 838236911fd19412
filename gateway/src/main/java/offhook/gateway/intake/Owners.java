package offhook.gateway.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.SipUri;
import offhook.mail.intake.PbxVoicemail;

/** Whose a mailed voicemail is. Safe to share; all from memory. */
record Owners(Directory directory) {

    /** The people of the first source that knows any: an admin, the mail itself, the envelope. */
    List<User> of(PbxVoicemail.Owners told) {
        if (told.assigned().isPresent()) {
            return told.assigned().flatMap(this::person).stream().toList();
        }
        var named = told.mailbox().flatMap(this::person);
        if (named.isPresent()) {
            return List.of(named.get());
        }
        var found = new LinkedHashMap<UserId, User>();
        told.recipients().forEach(address -> person(address).ifPresent(user -> found.put(user.id(), user)));
        return List.copyOf(found.values());
    }

    /** Whose extension, mail address, JID, or address of our domain it is. */
    Optional<User> person(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0) {
            return called(text);
        }
        var byMail = directory.users().stream()
                .filter(user -> user.mail()
                        .filter(mail -> mail.value().equalsIgnoreCase(text))
                        .isPresent())
                .findFirst();
        return byMail.or(() -> text.substring(at + 1).equalsIgnoreCase(directory.domain())
                ? called(text.substring(0, at))
                : Optional.empty());
    }

    /** By extension, name, number or alias. */
    private Optional<User> called(String user) {
        try {
            return directory
                    .find(SipUri.of(user, directory.domain()))
                    .filter(User.class::isInstance)
                    .map(User.class::cast);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // what no address can hold is nobody's
        }
    }
}
