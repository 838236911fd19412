package offhook.gateway.control;

/** No server answers; one line for the admin. */
public final class NotRunning extends RuntimeException {

    private static final long serialVersionUID = 1;

    NotRunning(String message) {
        super(message);
    }
}
