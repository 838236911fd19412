package offhook.directory.address;

/** A mailbox, RFC 5321: one address without a name, and without anything a mail header could be broken with. */
public record MailAddress(String value) {

    @Override
    public String toString() {
        return value;
    }
}
