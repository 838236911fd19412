package offhook.directory.address;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/** The host of an address: a domain name, an IPv4 address, or an IPv6 address in brackets. */
final class Host {

    private static final int LONGEST = 255;

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
        return host.startsWith("[") ? ipv6(host) : IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
    }

    /** The library's tables are those of RFC 3490, which folds four letters away that RFC 5892 keeps: other names, so not guessed. */
    private static String toUnicode(String name, String asGiven) {
        if (name.chars().noneMatch(c -> c == 'ß' || c == 'ς' || c == 0x200C || c == 0x200D)) {
            String unicode = IDN.toUnicode(toAscii(name), IDN.USE_STD3_ASCII_RULES);
            if (isName(toAscii(unicode), false)) {
                return unicode;
            }
        }
        throw new IllegalArgumentException(SafeText.quote(asGiven) + " is no domain name");
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
                InetAddress.getByName(bracketed);
                return bracketed;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(SafeText.quote(bracketed) + " is no IPv6 address", e);
        }
        throw new IllegalArgumentException(SafeText.quote(bracketed) + " is no IPv6 address");
    }
}
