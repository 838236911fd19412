package offhook.sip.message;

/**
 * The order of a request within its dialog (RFC 3261 §20.16).
 *
 * @param number below 2^31 (RFC 3261 §8.1.1.5)
 */
public record CSeq(long number, Method method) {

    /** @throws SipFailure 400 if it is none */
    public static CSeq parse(String value) {
        var in = new Cursor(value, "CSeq");
        long number = in.skipSpace().number(Integer.MAX_VALUE);
        if (!Cursor.isSpace(in.peek())) {
            throw in.bad();
        }
        var method = Method.of(in.skipSpace().token());
        in.expectEnd();
        return new CSeq(number, method);
    }

    @Override
    public String toString() {
        return number + " " + method;
    }
}
