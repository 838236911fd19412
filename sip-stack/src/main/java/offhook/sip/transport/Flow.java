package offhook.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A way to one peer: a connection, or a local port and a remote one over UDP (RFC 5626 §2). Safe to share. */
public interface Flow {

    Protocol protocol();

    /** Where others reach us on this side: host and port as Via and Record-Route write them. */
    String sentBy();

    InetSocketAddress remote();

    /** False once its connection is gone; over UDP always true. */
    boolean isOpen();

    /** Whether both ends are ours, so that what is sent crosses no wire. */
    default boolean isInside() {
        return false;
    }

    /**
     * Sends one message; in order with others of the same loop, and without waiting.
     *
     * @param failed told, on any thread, if the message certainly did not leave; silence says nothing
     */
    void send(byte[] message, Consumer<? super IOException> failed);

    /** The way from the same local side to another port of the peer; a connection knows none but itself. */
    default Flow toward(InetSocketAddress peer) {
        return this;
    }
}
