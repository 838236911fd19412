package offhook.directory.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import offhook.directory.precis.Idna;

/** The host of an address: a domain name, an IPv4 address, or an IPv6 address in brackets. */
final class Host {

    private static final int LONGEST = 255;

    /** Two groups or more. */
    private static final Pattern ZEROS = Pattern.compile("\\b0(:0)+\\b");

    private Host() {}

    /**
     * As it stands in a SIP URI, RFC 3261 §25.1: lower case, without a final dot. An underscore is taken, since phones
     * and containers have such names.
     *
     * @throws IllegalArgumentException if it is neither a name nor an address
     */
    static String ascii(String host) {
        if (isName(host, true)) {
            return host;
        }
        // What is not ASCII must not become it: U+212A is a k in lower case.
        String lower = SafeText.isPrintableAscii(host) ? withoutFinalDot(host).toLowerCase(Locale.ROOT) : host;
        if (lower.startsWith("[")) {
            return ipv6(lower);
        }
        if (!isName(lower, true)) {
            throw new IllegalArgumentException(SafeText.quote(host) + " is no host name");
        }
        return lower;
    }

    /**
     * As it stands in a JID, RFC 7622 §3.2: U-labels in lower case, without a final dot.
     *
     * @throws IllegalArgumentException if it is neither a name nor an address
     */
    static String unicode(String host) {
        if (isName(host, false) && !host.contains("xn--")) {
            return host;
        }
        if (host.startsWith("[")) {
            return ipv6(host.toLowerCase(Locale.ROOT));
        }
        String plain = withoutFinalDot(host);
        String lower = SafeText.isPrintableAscii(plain) ? plain.toLowerCase(Locale.ROOT) : plain;
        if (isName(lower, false) && !lower.contains("xn--")) {
            return lower;
        }
        return toUnicode(lower, host);
    }

    /** A name in U-labels as A-labels. @throws IllegalArgumentException if there are none for it */
    static String toAscii(String host) {
        return host.startsWith("[") ? ipv6(host) : Idna.toAscii(host);
    }

    private static String toUnicode(String name, String asGiven) {
        String unicode = Idna.toUnicode(name);
        if (!isName(Idna.toAscii(unicode), false)) {
            throw new IllegalArgumentException(SafeText.quote(asGiven) + " is no domain name");
        }
        return unicode;
    }

    private static String withoutFinalDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }

    /** Letters, digits and inner hyphens in labels of 1 to 63 characters. */
    private static boolean isName(String host, boolean underscore) {
        int label = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') {
                if (label == 0 || host.charAt(i - 1) == '-') {
                    return false;
                }
                label = 0;
            } else if (isLetterOrDigit(c) || (c == '-' && label > 0) || (c == '_' && underscore)) {
                label++;
            } else {
                return false;
            }
            if (label > 63) {
                return false;
            }
        }
        return label > 0 && host.length() <= LONGEST && !host.endsWith("-");
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static String ipv6(String bracketed) {
        try {
            // In brackets it is read as a literal and never looked up. A zone is of no use to anybody else.
            if (bracketed.endsWith("]")
                    && bracketed.length() > 3
                    && bracketed.length() < 50
                    && !bracketed.contains("%")) {
                var address = InetAddress.getByName(bracketed);
                return address instanceof Inet6Address ? '[' + shortest(address.getAddress()) + ']' : bracketed;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(SafeText.quote(bracketed) + " is no IPv6 address", e);
        }
        throw new IllegalArgumentException(SafeText.quote(bracketed) + " is no IPv6 address");
    }

    /** RFC 5952 §4: one text for one address. */
    private static String shortest(byte[] address) {
        var groups = new StringJoiner(":");
        for (int i = 0; i < address.length; i += 2) {
            groups.add(Integer.toHexString(((address[i] & 0xFF) << 8) | (address[i + 1] & 0xFF)));
        }
        String text = groups.toString();
        String zeros = "";
        for (var run = ZEROS.matcher(text); run.find(); ) {
            if (run.group().length() > zeros.length()) {
                zeros = run.group();
            }
        }
        return zeros.isEmpty() ? text : text.replaceFirst("(^|:)" + zeros + "(:|$)", "::");
    }
}
