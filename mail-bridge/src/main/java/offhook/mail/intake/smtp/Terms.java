package offhook.mail.intake.smtp;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * What holds for every client.
 *
 * @param host what we call ourselves
 * @param largest mail, in bytes
 * @param login what a client has to know; empty if it need not log in
 * @param takes whether mail for this address is taken; must not block
 */
public record Terms(
        Protocol protocol,
        String host,
        long largest,
        Encryption encryption,
        Optional<Account> login,
        Predicate<String> takes) {

    /** Who may send mail. */
    public record Account(String user, String password) {

        @Override
        public String toString() {
            return "Account[" + user + ", …]";
        }
    }
}
