package offhook.runtime.net.http;

/** The client's fault, or that of something behind us: becomes the answer, with one line that says what is wrong. */
public final class HttpFailure extends RuntimeException {

    private final int status;

    /** @param message for the client; one line without secrets */
    public HttpFailure(int status, String message) {
        super(message, null, false, false); // an answer, not a fault of ours: needs no stack
        this.status = status;
    }

    public int status() {
        return status;
    }
}
