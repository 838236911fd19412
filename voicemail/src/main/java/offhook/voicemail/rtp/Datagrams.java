package offhook.voicemail.rtp;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import offhook.runtime.work.Loop;

/** The network as RTP needs it. Safe to share. */
public interface Datagrams {

    /** Who gets what comes to a port, on its loop. */
    interface Receiver {

        /** One datagram, in a buffer that is written over afterwards; it may be changed. */
        void received(byte[] data, int length, InetSocketAddress from);
    }

    /** A port of ours. Belongs to its loop, but for {@link #send}. */
    interface Port extends AutoCloseable {

        /** Sends what may be lost, from any thread; the bytes are read before this returns. Nothing, once it is closed. */
        void send(byte[] data, int length, InetSocketAddress to);

        @Override
        void close();
    }

    /**
     * A datagram that is ready.
     *
     * @param data nobody changes it any more
     */
    record Parcel(Port port, byte[] data, InetSocketAddress to) {

        public void send() {
            port.send(data, data.length, to);
        }
    }

    /** Sends all of them at that time of the monotonic clock, whatever their loop does then; at once if it is over. */
    default void leave(long nanos, List<Parcel> parcels) {
        parcels.forEach(Parcel::send);
    }

    /** Opens a port, on the loop to which it shall belong; empty if the system does not give it. Does not block. */
    Optional<Port> open(Loop loop, InetSocketAddress at, Receiver receiver);
}
