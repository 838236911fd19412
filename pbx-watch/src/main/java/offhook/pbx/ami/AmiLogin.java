package offhook.pbx.ami;

/**
 * A section of manager.conf.
 *
 * @param user its name
 */
public record AmiLogin(String user, String password) {

    /** @throws IllegalArgumentException if a line break in it would be another line of the protocol */
    public AmiLogin {
        if (user.isEmpty() || (user + password).chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("expected a name and a password without control characters");
        }
    }

    @Override
    public String toString() {
        return user;
    }
}
