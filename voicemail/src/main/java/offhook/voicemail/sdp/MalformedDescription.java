package offhook.voicemail.sdp;

/** What is wrong with a session description. The peer's fault, so it carries no stack trace. */
public final class MalformedDescription extends RuntimeException {

    MalformedDescription(String what) {
        super(what, null, false, false);
    }
}
