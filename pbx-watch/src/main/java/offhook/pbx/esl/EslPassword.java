package offhook.pbx.esl;

/** The password of event_socket.conf.xml. */
public record EslPassword(String text) {

    /** @throws IllegalArgumentException if a line break in it would be another line of the protocol */
    public EslPassword {
        if (text.isEmpty() || text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("expected a password without control characters");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
