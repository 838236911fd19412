package offhook.runtime.storage;

/** The databases we speak to; the SQL of the modules is what both understand. */
public enum Dialect {
    SQLITE("sqlite"),
    POSTGRESQL("postgresql");

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    /** The folder beside {@code common} that holds what only this database understands. */
    String folder() {
        return folder;
    }
}
