package offhook.gateway.command;

/** A command that cannot be carried out; one line for whoever gave it. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    static final int FAILED = 1;
    static final int USAGE = 2;

    private final int exitCode;

    CommandFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
