package offhook.runtime.net.http;

import java.net.InetAddress;
import offhook.runtime.work.Loop;

/** One WebSocket, RFC 6455, whose messages are text. All but {@link #loop()} and {@link #peer()} only on its loop. */
public interface WebSocket {

    Loop loop();

    /** Who is on the other side. */
    InetAddress peer();

    /** Whether TLS is under it, ours or that of a proxy on this machine. */
    boolean secure();

    /** Adds a message to what goes out. */
    void write(byte[] text);

    /** Adds a ping, which finds dead connections. */
    void ping();

    /** Sends what was added. */
    void flush();

    /** How many bytes of messages were added and are not yet handed to the system. */
    long unwritten();

    /** How many were handed to the system since the beginning. */
    long written();

    /** Whether more is to be read. */
    void reading(boolean on);

    /** Says goodbye (§7.1.2) behind what was added, and closes when the other side has answered, or soon after. */
    void close(int status);

    /** Closes at once. */
    void abort();

    /** What happens on a WebSocket, on its loop. */
    interface Listener {

        /** A message, put together from all its fragments. The array is the listener's. */
        void received(byte[] text);

        /** The other side has said goodbye, or the connection broke. The last call. */
        void lost();
    }

    /** Where WebSockets of one path go. */
    interface Endpoint {

        /** The subprotocol that clients have to ask for, §1.9. */
        String subprotocol();

        /** In bytes; a longer message ends the connection with 1009. */
        int longestMessage();

        /** Somebody has connected. */
        Listener open(WebSocket socket);
    }
}
