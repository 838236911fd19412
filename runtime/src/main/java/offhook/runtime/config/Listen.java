package offhook.runtime.config;

/**
 * Where a listener waits: {@code [udp:|tcp:|tls:|ws:|wss:][address:]port}.
 *
 * @param transport the transport named, or null where the section's own default holds
 * @param address an IP address without brackets; "0.0.0.0" and "::" mean all
 * @param port 0 lets the system choose
 */
public record Listen(Transport transport, String address, int port) {

    /** The transports a listener can name. */
    public enum Transport {
        UDP,
        TCP,
        TLS,
        WS,
        WSS
    }
}
