package offhook.runtime.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 or IPv6 network. Safe to share.
 *
 * @param network its first address: all bits behind the prefix are zero
 * @param prefix how many bits count
 */
@Doc("an IP address or a network such as \"10.0.0.5\" or \"10.0.0.0/8\"")
public record Cidr(InetAddress network, int prefix) {

    public Cidr {
        int bits = network.getAddress().length * 8;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("the prefix is between 0 and " + bits);
        }
        var first = masked(network, prefix);
        if (!first.equals(network)) {
            throw new IllegalArgumentException("the network is " + first.getHostAddress() + "/" + prefix
                    + ", the address alone is " + network.getHostAddress() + "/" + bits);
        }
    }

    /** Reads an address, which stands for itself alone, or a network {@code address/prefix}. */
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        var address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("no IP address"));
        if (slash < 0) {
            return new Cidr(address, address.getAddress().length * 8);
        }
        var prefix = text.substring(slash + 1);
        if (!prefix.matches("\\d{1,3}")) {
            throw new IllegalArgumentException("no prefix length after the slash");
        }
        return new Cidr(address, Integer.parseInt(prefix));
    }

    /** Whether the address is in this network. An IPv4 address is never in an IPv6 network. */
    public boolean contains(InetAddress address) {
        var ours = network.getAddress();
        var theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (ours[i] != theirs[i]) {
                return false;
            }
        }
        int bits = 0xFF00 >> (prefix % 8);
        return bits == 0xFF00 || (theirs[whole] & bits) == (ours[whole] & bits);
    }

    private static InetAddress masked(InetAddress address, int prefix) {
        var bytes = address.getAddress();
        for (int bit = prefix; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] &= (byte) ~(0x80 >> (bit % 8));
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address changed its length", e);
        }
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
