package offhook.sip.message;

import java.util.Optional;

/**
 * A URI as it was written (RFC 3261 §19.1); sip and sips are taken apart, the rest of any other scheme is opaque.
 * Immutable and safe to share.
 */
public final class Uri {

    private final String text;
    private final String scheme;
    private final String user;
    private final String host;
    private final int port;
    private final Params params;
    private final String headers;

    private Uri(String scheme, String user, String host, int port, Params params, String headers, String text) {
        this.scheme = scheme;
        this.user = user;
        this.host = host;
        this.port = port;
        this.params = params;
        this.headers = headers;
        this.text = text;
    }

    /** @throws SipFailure 400 if it is no URI, or not one that its scheme allows */
    public static Uri parse(String text) {
        var in = new Cursor(text, "URI");
        int colon = text.indexOf(':');
        if (colon <= 0 || !isScheme(text, colon)) {
            throw in.bad();
        }
        for (int i = colon; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == '<' || c == '>' || c == '"' || c == 0x7f) {
                throw in.bad();
            }
        }
        String scheme = Ascii.lower(text.substring(0, colon));
        in.at = colon + 1;
        if (in.atEnd()) {
            throw in.bad();
        }
        return scheme.equals("sip") || scheme.equals("sips")
                ? sip(in, scheme)
                : new Uri(scheme, "", "", 0, Params.NONE, "", text);
    }

    private static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = Ascii.isLetter(c);
            boolean inside = Ascii.isDigit(c) || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !inside)) {
                return false;
            }
        }
        return true;
    }

    private static Uri sip(Cursor in, String scheme) {
        // A semicolon or a question mark may be part of the user, an unescaped @ never: so it is what is looked for.
        String user = "";
        int ats = in.text.indexOf('@', in.at);
        if (ats >= 0) {
            user = in.text.substring(in.at, ats);
            if (user.isEmpty() || in.text.indexOf('@', ats + 1) >= 0) {
                throw in.bad();
            }
            in.at = ats + 1;
        }
        String host = in.host();
        int port = 0;
        if (in.peek() == ':') {
            in.at++;
            port = (int) in.number(65535);
        }
        int params = in.at;
        int question = in.text.indexOf('?', params);
        int end = question < 0 ? in.text.length() : question;
        if (params < end && in.peek() != ';') {
            throw in.bad();
        }
        return new Uri(
                scheme,
                user,
                host,
                port,
                Params.exact(in.text.substring(params, end)),
                question < 0 ? "" : in.text.substring(question + 1),
                in.text);
    }

    /**
     * A sip URI of these parts.
     *
     * @param user percent-encoded already; "" for none
     * @param host IPv6 in brackets
     * @param port 0 for none
     */
    public static Uri sip(String user, String host, int port) {
        return parse("sip:" + (user.isEmpty() ? "" : user + "@") + host + (port == 0 ? "" : ":" + port));
    }

    /** In lower case. */
    public String scheme() {
        return scheme;
    }

    public boolean isSip() {
        return !host.isEmpty();
    }

    /** As written, percent-encoded and with the password, if there is one; "" if there is none. */
    public String user() {
        return user;
    }

    /** In lower case, IPv6 in brackets; "" if the scheme is neither sip nor sips. */
    public String host() {
        return host;
    }

    /** 0 if none is written. */
    public int port() {
        return port;
    }

    public Params params() {
        return params;
    }

    /** The value of a parameter, for example "transport"; one without a value has the value "". */
    public Optional<String> param(String name) {
        return params.get(name);
    }

    /** What stands behind the question mark; "" if there is none. */
    public String headers() {
        return headers;
    }

    /** What stands behind the scheme and its colon. */
    public String opaque() {
        return text.substring(scheme.length() + 1);
    }

    public Uri withHostPort(String newHost, int newPort) {
        return composed(newHost, newPort, params, headers);
    }

    public Uri withParams(Params newParams) {
        return composed(host, port, newParams, headers);
    }

    /** RFC 3261 §19.1.1: the headers of a URI have no place in a Request-URI. */
    public Uri withoutHeaders() {
        return headers.isEmpty() ? this : composed(host, port, params, "");
    }

    private Uri composed(String newHost, int newPort, Params newParams, String newHeaders) {
        if (!isSip()) {
            throw new IllegalStateException("not a sip URI: " + this);
        }
        return parse(scheme + ":" + (user.isEmpty() ? "" : user + "@") + newHost + (newPort == 0 ? "" : ":" + newPort)
                + newParams + (newHeaders.isEmpty() ? "" : "?" + newHeaders));
    }

    /** Whether both mean the same by RFC 3261 §19.1.4; two that are equal as written always do. */
    public boolean isEquivalent(Uri other) {
        return equals(other) || UriComparison.equivalent(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Uri that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As written. */
    @Override
    public String toString() {
        return text;
    }
}
