package offhook.xmpp.stream.bytestreams;

import java.time.Duration;
import offhook.directory.address.Jid;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Size;

/** [xmpp.proxy] */
@Doc(
        "Files that two users send each other through the server where they cannot reach each other (XEP-0065), on the ports of the clients.")
public record ProxyConfig(
        @Doc("Whether users may do so.") @Default("true") boolean enabled,
        @Doc("The domain of the service; empty for proxy. before the server's.") @Default("") String host,
        @Doc(
                        "The name or address at which everybody reaches the ports of the clients; empty for the one at which a client has reached us, and the server's domain.")
                @Default("")
                String address,
        @Doc("How many transfers one user may have at once.") @Default("10") int transfers,
        @Doc("How much the transfers of one user may carry in a second, 0B for any amount.") @Default("10MB") Size rate,
        @Doc("How long nothing may move before a transfer ends.") @Default("5m") Duration idle,
        @Doc("How many connections there may be.") @Default("1000") int connections,
        @Doc("How many connections one address may have that belong to no transfer yet.") @Default("20")
                int waitingPerAddress) {

    public ProxyConfig {
        if (transfers < 1 || connections < 2 || waitingPerAddress < 2) {
            throw new IllegalArgumentException(
                    "expected transfers of at least 1, connections and waiting_per_address of at least 2");
        }
        if (idle.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("idle: expected at least 1s");
        }
    }

    /** The address of the service where this is the server's domain. */
    public Jid jid(String domain) {
        try {
            return Jid.of(host.isEmpty() ? "proxy." + domain : host);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("[xmpp.proxy] host: expected a domain name", e);
        }
    }
}
