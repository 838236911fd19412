package offhook.directory.address;

/** A name to show: NFC, no control or bidi-override characters, at most 100 characters; may be empty. */
public record DisplayName(String value) {

    @Override
    public String toString() {
        return value;
    }
}
