package offhook.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** The way between a UDP port of ours and one of a peer. */
record UdpFlow(UdpListener listener, InetSocketAddress remote) implements Flow {

    @Override
    public Protocol protocol() {
        return Protocol.UDP;
    }

    @Override
    public String sentBy() {
        return listener.local().sentBy(remote.getAddress());
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void send(byte[] message, Consumer<? super IOException> failed) {
        listener.send(message, remote, failed);
    }

    @Override
    public Flow toward(InetSocketAddress peer) {
        return listener.flow(peer);
    }

    @Override
    public String toString() {
        return "UDP " + remote;
    }
}
