package offhook.runtime.net;

/** Why a certificate or its key cannot be used, in one line for the admin. */
public final class TlsFailure extends RuntimeException {

    public TlsFailure(String message) {
        super(message);
    }

    public TlsFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
