package offhook.directory.source;

import java.util.Optional;
import offhook.directory.User;
import offhook.directory.credentials.Password;

/**
 * A row of a list that is in order.
 *
 * @param password empty to keep what the person has
 * @param phone empty where the phone has the same password
 */
public record CsvRow(int line, User user, Optional<Password> password, Optional<Password> phone) {

    /** What is wrong with a row that has none, if it is of somebody new. */
    public RowError withoutPassword() {
        return new RowError(
                line, Column.PASSWORD.title(), user.id() + " is new and needs one: neither chat nor phone can log in");
    }
}
