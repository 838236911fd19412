package offhook.sip.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A way that leads nowhere: every send fails. */
public record ClosedFlow(Protocol protocol, InetSocketAddress remote, String why) implements Flow {

    public static ClosedFlow to(Target target, String why) {
        return new ClosedFlow(target.protocol(), target.address(), why);
    }

    @Override
    public String sentBy() {
        return "invalid.";
    }

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public void send(byte[] message, Consumer<? super IOException> failed) {
        failed.accept(new IOException(why));
    }
}
