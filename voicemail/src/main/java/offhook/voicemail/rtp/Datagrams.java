package offhook.voicemail.rtp;

import java.net.InetSocketAddress;
import java.util.Optional;
import offhook.runtime.work.Loop;

/** The network as RTP needs it. Safe to share. */
public interface Datagrams {

    /** Who gets what comes to a port, on its loop. */
    interface Receiver {

        /** One datagram, in a buffer that is written over afterwards; it may be changed. */
        void received(byte[] data, int length, InetSocketAddress from);
    }

    /** A port of ours. Belongs to its loop. */
    interface Port extends AutoCloseable {

        /** Sends what may be lost; the bytes are read before this returns. */
        void send(byte[] data, int length, InetSocketAddress to);

        @Override
        void close();
    }

    /** Opens a port, on the loop to which it shall belong; empty if the system does not give it. Does not block. */
    Optional<Port> open(Loop loop, InetSocketAddress at, Receiver receiver);
}
