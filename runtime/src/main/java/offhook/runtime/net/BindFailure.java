package offhook.runtime.net;

/** Why a listener cannot listen, in one line for the admin. */
public final class BindFailure extends RuntimeException {

    public BindFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
