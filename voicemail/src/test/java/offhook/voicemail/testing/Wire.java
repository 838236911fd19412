package offhook.voicemail.testing;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import offhook.runtime.work.Loop;
import offhook.voicemail.rtp.Datagrams;

/** A network in memory, in one thread: what is sent arrives at once, or nowhere if nobody listens there. */
public final class Wire implements Datagrams {

    private final Map<InetSocketAddress, Receiver> open = new HashMap<>();

    @Override
    public Optional<Port> open(Loop loop, InetSocketAddress at, Receiver receiver) {
        return open.putIfAbsent(at, receiver) == null ? Optional.of(new Open(at)) : Optional.empty();
    }

    /** Sends from anywhere, also from where nobody is. */
    public void send(byte[] data, int length, InetSocketAddress from, InetSocketAddress to) {
        var receiver = open.get(to);
        if (receiver != null) {
            receiver.received(data.clone(), length, from);
        }
    }

    /** How many ports are open. */
    public int ports() {
        return open.size();
    }

    private final class Open implements Port {

        private final InetSocketAddress at;

        Open(InetSocketAddress at) {
            this.at = at;
        }

        @Override
        public void send(byte[] data, int length, InetSocketAddress to) {
            Wire.this.send(data, length, at, to);
        }

        @Override
        public void close() {
            open.remove(at);
        }
    }
}
