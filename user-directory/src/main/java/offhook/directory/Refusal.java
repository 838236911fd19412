package offhook.directory;

/** A change of the directory that its rules do not allow; the message is one line for whoever asked. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Kind {
        /** There is a person of that name already. */
        EXISTS,
        /** There is no such person. */
        UNKNOWN,
        /** An address belongs to one person, and this one is somebody else's. */
        ADDRESS_TAKEN,
        /** The person comes from a list that has to be changed instead. */
        RULED_BY_LIST
    }

    private final Kind kind;

    public Refusal(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
