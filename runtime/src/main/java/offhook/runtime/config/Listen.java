package offhook.runtime.config;

import java.util.Locale;

/**
 * Where a listener waits: {@code [transport:][address:]port}. Which transports there are says the key.
 *
 * @param transport the transport named, or null where the section's own default holds
 * @param address an IP address without brackets; "0.0.0.0" and "::" mean all
 * @param port 0 lets the system choose
 */
@Doc("\"[transport:][address:]port\"")
public record Listen(Transport transport, String address, int port) {

    /** The transports a listener can name. */
    public enum Transport {
        UDP,
        TCP,
        TLS,
        WS,
        WSS
    }

    /** Reads {@code tcp:127.0.0.1:5060}, {@code [::1]:5060} or {@code 5060}; without an address it is {@code 0.0.0.0}. */
    public static Listen parse(String text) {
        int colon = text.indexOf(':');
        boolean named = colon > 0 && text.substring(0, colon).chars().allMatch(Character::isLetter);
        var place = named ? text.substring(colon + 1) : text;
        int last = place.lastIndexOf(':');
        return new Listen(
                named ? transport(text.substring(0, colon)) : null,
                last < 0 ? "0.0.0.0" : address(place.substring(0, last)),
                port(place.substring(last + 1)));
    }

    private static Transport transport(String name) {
        for (var transport : Transport.values()) {
            if (name.equals(transport.name().toLowerCase(Locale.ROOT))) {
                return transport;
            }
        }
        throw new IllegalArgumentException("there is no such transport");
    }

    private static String address(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        var bare = bracketed ? text.substring(1, text.length() - 1) : text;
        if (IpLiteral.parse(bare).isEmpty()) {
            throw new IllegalArgumentException("the address is not an IP address");
        }
        if (bracketed != bare.contains(":")) {
            throw new IllegalArgumentException("brackets belong around an IPv6 address");
        }
        return bare;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException("a port is a number up to 65535");
        }
        return Integer.parseInt(text);
    }

    @Override
    public String toString() {
        var place = (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
        return transport == null ? place : transport.name().toLowerCase(Locale.ROOT) + ":" + place;
    }
}
