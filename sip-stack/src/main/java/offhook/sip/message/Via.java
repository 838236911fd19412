package offhook.sip.message;

import java.util.Locale;
import java.util.Optional;

/**
 * One value of Via (RFC 3261 §20.42): the way an answer goes back. Immutable and safe to share.
 *
 * @param transport in upper case; any token
 * @param host the host of sent-by, in lower case, IPv6 in brackets
 * @param port the port of sent-by; 0 if none is written
 */
public record Via(String transport, String host, int port, Params params) {

    /** A branch that begins with it is unique to its transaction (RFC 3261 §8.1.1.7). */
    public static final String MAGIC_COOKIE = "z9hG4bK";

    /** @throws SipFailure 400 if the value is no Via of SIP/2.0 */
    public static Via parse(String value) {
        var in = new Cursor(value, "Via");
        in.skipSpace();
        if (!in.text.regionMatches(true, in.at, "SIP", 0, 3)) {
            throw in.bad();
        }
        in.at += 3;
        in.expect('/');
        if (!in.text.startsWith("2.0", in.at)) {
            throw in.bad();
        }
        in.at += 3;
        in.expect('/');
        String transport = transport(in);
        if (!Cursor.isSpace(in.peek())) {
            throw in.bad();
        }
        String host = in.skipSpace().host();
        int port = in.take(':') ? (int) in.number(65535) : 0;
        var params = Params.read(in);
        in.expectEnd();
        return new Via(transport, host, port, params);
    }

    private static String transport(Cursor in) {
        int start = in.at;
        in.skipToken();
        for (String usual : new String[] {"UDP", "TCP", "TLS"}) {
            if (in.at - start == 3 && in.text.startsWith(usual, start)) {
                return usual;
            }
        }
        return in.text.substring(start, in.at).toUpperCase(Locale.ROOT);
    }

    public Optional<String> branch() {
        return params.get("branch");
    }

    /**
     * The branch if it identifies a transaction by itself; empty for an element of RFC 2543, and for the bare cookie of
     * RFC 4475 §3.2.1.
     */
    public Optional<String> uniqueBranch() {
        return branch().filter(branch -> branch.length() > MAGIC_COOKIE.length()
                && branch.regionMatches(true, 0, MAGIC_COOKIE, 0, MAGIC_COOKIE.length()));
    }

    /** Where the request really came from (RFC 3261 §18.2.1). */
    public Optional<String> received() {
        return params.get("received");
    }

    /** RFC 3581 §3: whether the answer shall go to the port the request came from. */
    public boolean wantsRport() {
        return params.has("rport");
    }

    public Via withParam(String name, String value) {
        return new Via(transport, host, port, params.with(name, value));
    }

    /** The port of sent-by, or the default of the transport (RFC 3261 §18.2.2). */
    public int portOrDefault() {
        return port != 0 ? port : transport.equals("TLS") || transport.equals("WSS") ? 5061 : 5060;
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return "SIP/2.0/" + transport + " " + host + (port == 0 ? "" : ":" + port) + params;
    }
}
