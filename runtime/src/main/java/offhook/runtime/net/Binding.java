package offhook.runtime.net;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Locale;
import offhook.runtime.config.Listen;

/** Makes a listener listen, or says in one line why it cannot and what would help. */
public final class Binding {

    private static final int FIRST_FREE_PORT = 1024;

    private Binding() {}

    /**
     * Binds and waits for it: at start, never on a loop. The real port is in the channel's local address.
     *
     * @throws BindFailure with one line for the admin
     */
    public static Channel bind(AbstractBootstrap<?, ?> listener, Listen at) {
        var protocol = listener instanceof ServerBootstrap ? "tcp" : "udp";
        var bound =
                listener.bind(new InetSocketAddress(at.address(), at.port())).awaitUninterruptibly();
        if (bound.isSuccess()) {
            return bound.channel();
        }
        throw failure(protocol, at, bound.cause());
    }

    static BindFailure failure(String protocol, Listen at, Throwable cause) {
        var why = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        String help;
        if (why.contains("in use")) {
            help = "another program has this port; find it by: ss -lnp '( sport = :" + at.port() + " )' --" + protocol;
        } else if (why.contains("denied") && at.port() < FIRST_FREE_PORT) {
            help = "the user " + System.getProperty("user.name") + " may not use ports below " + FIRST_FREE_PORT
                    + "; grant CAP_NET_BIND_SERVICE or take a higher one";
        } else if (why.contains("cannot assign") || why.contains("can't assign")) {
            help = "this machine has no such address; see: ip address";
        } else {
            help = cause.getMessage();
        }
        return new BindFailure("Cannot listen on " + at + " (" + protocol + "): " + help, cause);
    }
}
