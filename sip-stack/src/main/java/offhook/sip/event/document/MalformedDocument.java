package offhook.sip.event.document;

/** A body that cannot be read; the message says why in a few words, and carries nothing of the body. */
public final class MalformedDocument extends Exception {

    MalformedDocument(String why) {
        super(why, null, false, false);
    }
}
