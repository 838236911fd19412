package offhook.xmpp.stream;

import offhook.xmpp.stream.sasl.Mechanisms.Channel;

/** What lives on a connection: hears what comes in. All on the loop of the connection. */
public interface ConnectionListener {

    /** Bytes came in; the array may be used again afterwards. */
    void received(byte[] bytes, int from, int to);

    /** TLS is up, or the layers below have seen to it that nobody else reads this connection. */
    void secured(Channel channel);

    /** The connection is gone. */
    void lost();
}
