package offhook.xmpp.stream.sasl;

/**
 * What ties a login to the TLS connection under it, RFC 5929.
 *
 * @param type such as "tls-server-end-point"
 * @param data the same on both sides unless somebody sits in between
 */
public record ChannelBinding(String type, byte[] data) {}
