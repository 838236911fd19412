package offhook.directory;

/** What a person is known by inside Offhook: the prepared localpart of their JID, which never changes. */
public record UserId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
