package offhook.sip.message;

import java.util.Optional;

/**
 * An address with its parameters, as it stands in From, To, Contact, Route and their kin (RFC 3261 §20.10). Its URI is
 * looked into when it is asked for. Immutable and safe to share.
 */
public final class NameAddr {

    private final String display;
    private final String uriText;
    private final Params params;
    private Uri uri;

    private NameAddr(String display, String uriText, Params params) {
        this.display = display;
        this.uriText = uriText;
        this.params = params;
    }

    /** @throws SipFailure 400 if the value is no address */
    public static NameAddr parse(String value) {
        return parse(value, "address");
    }

    static NameAddr parse(String value, String what) {
        var in = new Cursor(value, what);
        in.skipSpace();
        int start = in.at;
        if (in.peek() == '"') {
            in.skipQuoted();
        }
        int open = value.indexOf('<', in.at);
        int semicolon = value.indexOf(';', in.at);
        boolean bracketed = open >= 0 && (semicolon < 0 || open < semicolon);
        return bracketed ? inBrackets(in, start, open) : bare(in, start);
    }

    private static NameAddr inBrackets(Cursor in, int start, int open) {
        boolean quoted = in.at > start;
        String display = in.text.substring(start, quoted ? in.at : open).strip();
        if (quoted ? !in.text.substring(in.at, open).isBlank() : !isPlain(display)) {
            throw in.bad();
        }
        int close = in.text.indexOf('>', open);
        if (close < 0) {
            throw in.bad();
        }
        in.at = close + 1;
        // RFC 4475 §3.1.2.14: spaces inside the brackets are against the grammar and harmless.
        return finished(in, display, in.text.substring(open + 1, close).strip());
    }

    /** The display name need not be made of tokens, as many a phone forgets the quotes; what would mislead is refused. */
    private static boolean isPlain(String display) {
        for (int i = 0; i < display.length(); i++) {
            if (",;\">".indexOf(display.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** RFC 3261 §20: without brackets, every parameter belongs to the header, and no comma or question mark may be in the URI. */
    private static NameAddr bare(Cursor in, int start) {
        if (in.at > start) {
            throw in.bad();
        }
        while (!in.atEnd() && ";,?<> \t".indexOf(in.peek()) < 0) {
            in.at++;
        }
        return finished(in, "", in.text.substring(start, in.at));
    }

    private static NameAddr finished(Cursor in, String display, String uriText) {
        if (uriText.isEmpty()) {
            throw in.bad();
        }
        var params = Params.read(in);
        in.expectEnd();
        return new NameAddr(display, uriText, params);
    }

    /** An address without a display name. */
    public static NameAddr of(Uri uri, Params params) {
        var address = new NameAddr("", uri.toString(), params);
        address.uri = uri;
        return address;
    }

    public static NameAddr of(Uri uri) {
        return of(uri, Params.NONE);
    }

    /** Without quotes and escapes; "" if there is none. */
    public String displayName() {
        if (!display.startsWith("\"")) {
            return display;
        }
        var plain = new StringBuilder(display.length());
        for (int i = 1; i < display.length() - 1; i++) {
            char c = display.charAt(i);
            plain.append(c == '\\' ? display.charAt(++i) : c);
        }
        return plain.toString();
    }

    /** @throws SipFailure 400 if what stands in its place is no URI */
    public Uri uri() {
        if (uri == null) {
            uri = Uri.parse(uriText);
        }
        return uri;
    }

    public Params params() {
        return params;
    }

    public Optional<String> param(String name) {
        return params.get(name);
    }

    /** The tag of a From or To (RFC 3261 §19.3). */
    public Optional<String> tag() {
        return params.get("tag");
    }

    public NameAddr withParam(String name, String value) {
        return new NameAddr(display, uriText, params.with(name, value));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameAddr that && that.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As it stands in a header, with brackets. */
    @Override
    public String toString() {
        return (display.isEmpty() ? "<" : display + " <") + uriText + ">" + params;
    }
}
