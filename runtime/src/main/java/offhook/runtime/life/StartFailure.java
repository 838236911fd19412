package offhook.runtime.life;

/** Why the server does not start, in one line for its admin. */
public final class StartFailure extends Exception {

    private final int exitCode;

    /** @param exitCode what the process ends with: 1 failed, 2 wrong configuration */
    public StartFailure(String message, int exitCode) {
        super(message);
        this.exitCode = exitCode;
    }

    public StartFailure(String message, int exitCode, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
