package offhook.runtime.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses in digits; nothing here ever asks the DNS. */
public final class IpLiteral {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private IpLiteral() {}

    public static Optional<InetAddress> parse(String text) {
        boolean six = V6.matcher(text).matches();
        if (!six && !V4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(six ? "[" + text + "]" : text));
        } catch (UnknownHostException e) {
            return Optional.empty(); // brackets around what is no IPv6 address
        }
    }
}
