package offhook.xmpp.stream;

import java.util.List;
import offhook.xmpp.stream.sasl.Mechanisms.Channel;

/** Whether TLS protects a stream, RFC 6120 §5, and what logins may rely on there. Belongs to the stream's loop. */
final class Security {

    private final Connection connection;
    private Channel channel; // null before TLS
    private boolean beginning;

    Security(Connection connection) {
        this.connection = connection;
    }

    /** TLS begins behind what was sent. */
    void begin() {
        beginning = true;
        connection.secure();
    }

    void begun(Channel secure) {
        beginning = false;
        channel = secure;
    }

    /** Nobody logs in here any more: what a login could be bound to is forgotten. */
    void settled() {
        if (channel != null) {
            channel = Channel.SECURE;
        }
    }

    /** Whether nothing can be said, since TLS is not up yet. */
    boolean isBeginning() {
        return beginning;
    }

    boolean isUp() {
        return channel != null;
    }

    /** Whether the client may ask for TLS. */
    boolean isOffered() {
        return channel == null && connection.startsTls();
    }

    Channel channel() {
        return channel == null ? new Channel(connection.peer().isLoopbackAddress(), List.of(), List.of()) : channel;
    }
}
