package offhook.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import offhook.sip.message.Via;

/**
 * The way a response goes back over a stream: the connection the request came on, and when that is gone a new one to the
 * port that Via names (RFC 3261 §18.2.2). A "maddr" is not obeyed: it would let anybody have our answers sent anywhere.
 */
public record ReturnPath(Flow came, InetSocketAddress fallback, Transport transport) implements Flow {

    /** @param via the topmost Via of the request, as it came */
    public static Flow of(Via via, Flow from, Transport transport) {
        var remote = from.remote();
        if (from.protocol().isReliable()) {
            return new ReturnPath(from, new InetSocketAddress(remote.getAddress(), via.portOrDefault()), transport);
        }
        // RFC 3581 §4: back to the port it came from, if the client asked for that.
        return via.wantsRport() || via.portOrDefault() == remote.getPort()
                ? from
                : from.toward(new InetSocketAddress(remote.getAddress(), via.portOrDefault()));
    }

    private Flow now() {
        return came.isOpen() ? came : transport.flow(new Target(came.protocol(), fallback));
    }

    @Override
    public Protocol protocol() {
        return came.protocol();
    }

    @Override
    public String sentBy() {
        return came.sentBy();
    }

    @Override
    public InetSocketAddress remote() {
        return came.remote();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void send(byte[] message, Consumer<? super IOException> failed) {
        now().send(message, failed);
    }
}
