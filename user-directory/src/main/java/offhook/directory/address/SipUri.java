package offhook.directory.address;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A sip:, sips: or tel: URI, as far as finding its owner and calling it back need it: a password and embedded headers
 * are dropped.
 *
 * @param scheme "sip", "sips" or "tel"
 * @param user percent-decoded; the number of a tel URI without visual separators; empty where there is none
 * @param host lower case, IPv6 in brackets; empty for a tel URI
 * @param port 0 where none is named
 * @param parameters in their order, percent-decoded, names in lower case; a parameter without value has the value ""
 */
public record SipUri(String scheme, String user, String host, int port, Map<String, String> parameters) {

    private static final int LONGEST = 2048;
    private static final int LONGEST_PART = 512;
    private static final int MOST_PARAMETERS = 32;

    /** RFC 3261 §25.1: "mark". */
    private static final String MARK = "-_.!~*'()";

    /** RFC 3261 §25.1: what stands in "user" as it is. */
    private static final String USER = MARK + "&=+$,;?/";

    /** RFC 3261 §25.1: what stands in a parameter as it is. */
    private static final String PARAMETER = MARK + "[]/:&+$";

    /** RFC 3966 §3: "phonedigit-hex" without the separators, in lower case. */
    private static final String PHONE_DIGITS = "0123456789abcdef*#";

    /** @throws IllegalArgumentException if a part is not allowed where it stands; the message says which and why */
    public SipUri {
        user = SafeText.require("the user", user, LONGEST_PART);
        switch (scheme) {
            case "sip", "sips" -> host = Host.ascii(host);
            case "tel" -> user = telephone(user, host, port);
            default -> throw new IllegalArgumentException("the scheme " + SafeText.quote(scheme) + " is not known");
        }
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("the port " + port + " is not between 1 and 65535");
        }
        parameters = checked(parameters);
    }

    /** @throws IllegalArgumentException if the text is no such URI; the message says why */
    public static SipUri parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a URI is longer than " + LONGEST + " characters");
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("the URI has no scheme");
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 1);
        return scheme.equals("tel") ? parseTel(rest) : parseSip(scheme, rest);
    }

    /** A sip: URI without port and parameters. */
    public static SipUri of(String user, String host) {
        return new SipUri("sip", user, host, 0, Map.of());
    }

    /** The address of record that it names, RFC 3261 §10.3 step 5; empty for a tel URI and where there is no user. */
    public Optional<Aor> aor() {
        return host.isEmpty() || user.isEmpty() ? Optional.empty() : Optional.of(new Aor(user, host));
    }

    /** In the form of RFC 3261 §25.1, so that {@link #parse} reads the same URI. */
    @Override
    public String toString() {
        var out = new StringBuilder(scheme).append(':');
        if (host.isEmpty()) {
            out.append(Percent.encode(user, "+*"));
        } else {
            out.append(Percent.encode(user, USER))
                    .append(user.isEmpty() ? "" : "@")
                    .append(host)
                    .append(port == 0 ? "" : ":" + port);
        }
        parameters.forEach((name, value) -> {
            out.append(';').append(Percent.encode(name, PARAMETER));
            if (!value.isEmpty()) {
                out.append('=').append(Percent.encode(value, PARAMETER));
            }
        });
        return out.toString();
    }

    private static SipUri parseSip(String scheme, String rest) {
        int at = rest.indexOf('@');
        if (at == 0 || at != rest.lastIndexOf('@')) {
            throw new IllegalArgumentException("the URI has an @ in the wrong place");
        }
        // Before the @ stands "user:password"; there ? and ; are letters of the user.
        String user = at < 0 ? "" : before(':', rest.substring(0, at));
        if (at > 0 && user.isEmpty()) {
            throw new IllegalArgumentException("the URI has a password but no user");
        }
        String afterUser = before('?', rest.substring(at + 1));
        int semicolon = afterUser.indexOf(';');
        String hostPort = semicolon < 0 ? afterUser : afterUser.substring(0, semicolon);
        int colon = hostPort.indexOf(':', hostPort.indexOf(']') + 1);
        return new SipUri(
                scheme,
                Percent.decode(user),
                colon < 0 ? hostPort : hostPort.substring(0, colon),
                colon < 0 ? 0 : port(hostPort.substring(colon + 1)),
                semicolon < 0 ? Map.of() : parameters(afterUser.substring(semicolon + 1)));
    }

    private static String before(char c, String text) {
        int at = text.indexOf(c);
        return at < 0 ? text : text.substring(0, at);
    }

    private static SipUri parseTel(String rest) {
        int semicolon = rest.indexOf(';');
        return new SipUri(
                "tel",
                Percent.decode(semicolon < 0 ? rest : rest.substring(0, semicolon)),
                "",
                0,
                semicolon < 0 ? Map.of() : parameters(rest.substring(semicolon + 1)));
    }

    private static String telephone(String number, String host, int port) {
        if (!host.isEmpty() || port != 0) {
            throw new IllegalArgumentException("a tel URI has no host");
        }
        String digits = PhoneNumber.withoutSeparators(number).toLowerCase(Locale.ROOT);
        int start = digits.startsWith("+") ? 1 : 0;
        String allowed = start == 1 ? "0123456789" : PHONE_DIGITS;
        if (digits.length() == start || digits.chars().skip(start).anyMatch(c -> allowed.indexOf(c) < 0)) {
            throw new IllegalArgumentException(SafeText.quote(number) + " is no telephone number");
        }
        return digits;
    }

    private static int port(String digits) {
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("the port " + SafeText.quote(digits) + " is no number");
        }
        int port = Integer.parseInt(digits);
        if (port == 0) {
            throw new IllegalArgumentException("the port 0 is not between 1 and 65535");
        }
        return port;
    }

    private static Map<String, String> parameters(String text) {
        var found = new LinkedHashMap<String, String>();
        for (String part : text.split(";", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            String name = Percent.decode(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : Percent.decode(part.substring(equals + 1));
            if (found.putIfAbsent(name.toLowerCase(Locale.ROOT), value) != null) {
                throw new IllegalArgumentException("the parameter " + SafeText.quote(name) + " stands twice");
            }
            if (found.size() > MOST_PARAMETERS) {
                throw new IllegalArgumentException("more than " + MOST_PARAMETERS + " parameters");
            }
        }
        return found;
    }

    private static Map<String, String> checked(Map<String, String> parameters) {
        if (parameters.isEmpty()) {
            return Map.of();
        }
        if (parameters.size() > MOST_PARAMETERS) {
            throw new IllegalArgumentException("more than " + MOST_PARAMETERS + " parameters");
        }
        var checked = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> {
            String lower = SafeText.require("a parameter's name", name, 64).toLowerCase(Locale.ROOT);
            if (lower.isEmpty() || checked.put(lower, SafeText.require("a parameter", value, LONGEST_PART)) != null) {
                throw new IllegalArgumentException(
                        "the parameter " + SafeText.quote(name) + " is empty or stands twice");
            }
        });
        return Collections.unmodifiableMap(checked);
    }
}
