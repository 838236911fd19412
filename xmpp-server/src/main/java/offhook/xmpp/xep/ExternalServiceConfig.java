package offhook.xmpp.xep;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Secret;

/** [[xmpp.external_service]] */
@Doc("A STUN or TURN server, or another one, that clients learn of (XEP-0215).")
public record ExternalServiceConfig(
        @Doc("Such as \"stun\", \"turn\" or \"turns\".") String type,
        @Doc("Its host name or IP address.") String host,
        @Doc("Its port.") @Default("3478") int port,
        @Doc("\"udp\" or \"tcp\".") @Default("udp") String transport,
        @Doc("The secret shared with a TURN server, of which users get passwords that expire.") Optional<Secret> secret,
        @Doc("How long such a password is good.") @Default("1d") Duration valid) {

    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,253}");
    private static final int LAST_PORT = 65_535;

    public ExternalServiceConfig {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("type: expected a word such as \"turn\"");
        }
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("host: expected a host name or an IP address");
        }
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("port: expected a number from 1 to " + LAST_PORT);
        }
        if (!transport.equals("udp") && !transport.equals("tcp")) {
            throw new IllegalArgumentException("transport: expected \"udp\" or \"tcp\"");
        }
        if (valid.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("valid: expected at least 1m");
        }
    }
}
