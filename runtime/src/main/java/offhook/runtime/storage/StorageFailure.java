package offhook.runtime.storage;

import offhook.runtime.work.Foreseen;

/** The database cannot do its work; the message is one line for the admin: what, where, and what would help. */
public final class StorageFailure extends RuntimeException implements Foreseen {

    /** What is wrong. */
    public enum Kind {
        /** Another Offhook, or another program, holds the database. */
        IN_USE,
        /** A newer Offhook has written it. */
        NEWER_SCHEMA,
        /** What is in the schema is not what this version once put there. */
        FOREIGN_SCHEMA,
        /** The folder or the file cannot be written. */
        NOT_WRITABLE,
        DISK_FULL,
        /** The file is no database, or is damaged. */
        DAMAGED,
        /** The server does not answer, or does not want us. */
        UNREACHABLE,
        /** It was closed: we are stopping. */
        CLOSED,
        /** Anything else; the cause says it. */
        FAILED
    }

    private final Kind kind;

    public StorageFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StorageFailure(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
