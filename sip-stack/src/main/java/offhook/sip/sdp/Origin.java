package offhook.sip.sdp;

/**
 * Who describes a session, and for how many times: what stays the same, and what counts up by one, in all descriptions that
 * one end of a dialog sends (RFC 3264 §8).
 */
public record Origin(long session, long version) {

    /** When something else is described. */
    public Origin next() {
        return new Origin(session, version + 1);
    }

    /** RFC 4566 §5.2; the address need not be one where anything is. */
    @Override
    public String toString() {
        return "o=- " + session + ' ' + version + " IN IP4 127.0.0.1";
    }
}
