package offhook.sip.message;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** What stands as host in a URI or a Via: a name, an IPv4 address, an IPv6 address in brackets. */
public final class Host {

    private Host() {}

    /**
     * The address that a literal means; empty for a name. Never asks the DNS.
     *
     * @param host with or without brackets around an IPv6 address: RFC 5118 §4.5 finds both in "received"
     */
    public static Optional<InetAddress> literal(String host) {
        try {
            if (host.indexOf(':') >= 0) {
                return ipv6(host);
            }
            byte[] four = ipv4(host);
            return four == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(four));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }

    /** The address as a URI writes it: in brackets if it is IPv6. */
    public static String of(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        String bare = scope < 0 ? text : text.substring(0, scope);
        return bare.indexOf(':') < 0 ? bare : "[" + bare + "]";
    }

    private static Optional<InetAddress> ipv6(String host) throws UnknownHostException {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        if (!isIpv6(bare, 0, bare.length())) {
            return Optional.empty();
        }
        // RFC 5118 §4.10: the grammar of RFC 3261 was wrong and made some write three colons for two.
        return Optional.of(InetAddress.getByName("[" + bare.replace(":::", "::") + "]"));
    }

    private static byte[] ipv4(String host) {
        byte[] address = new byte[4];
        int part = 0;
        int value = -1;
        for (int i = 0; i <= host.length(); i++) {
            char c = i == host.length() ? '.' : host.charAt(i);
            if (c == '.') {
                if (value < 0 || part == 4) {
                    return null;
                }
                address[part++] = (byte) value;
                value = -1;
            } else if (Ascii.isDigit(c)) {
                value = Math.max(value, 0) * 10 + c - '0';
                if (value > 255) {
                    return null;
                }
            } else {
                return null;
            }
        }
        return part == 4 ? address : null;
    }

    static boolean isNameChar(char c) {
        // The underscore is in no grammar of host names and in many networks.
        return Ascii.isLetter(c) || Ascii.isDigit(c) || c == '.' || c == '-' || c == '_';
    }

    /** Whether the characters of an IPv6 address, and only these, stand there; which are a valid one is not decided. */
    static boolean isIpv6(String text, int start, int end) {
        int colons = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == ':') {
                colons++;
            } else if (c != '.' && Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return colons >= 2 && end - start <= 47;
    }
}
