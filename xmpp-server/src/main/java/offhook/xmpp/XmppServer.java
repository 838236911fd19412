package offhook.xmpp;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import offhook.runtime.life.Service;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.BindFailure;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.LoginTls;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.TlsFailure;
import offhook.xmpp.stream.ClientListener;
import offhook.xmpp.stream.bytestreams.Bytestreams;
import offhook.xmpp.stream.component.ComponentListener;

/** The XMPP side on its sockets. Safe to share once it is started. */
public final class XmppServer implements Service {

    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private final XmppConfig config;
    private final XmppCore core;
    private final TlsContexts tls;
    private final ClientListener listener;
    private final ComponentListener components;

    /** @param core is started before */
    public XmppServer(XmppConfig config, XmppCore core, EventLoops loops, TlsContexts tls) {
        this.config = config;
        this.core = core;
        this.tls = tls;
        this.listener =
                new ClientListener(loops, core.streams(), core.bytestreams().map(relay -> relay::relayed));
        this.components = new ComponentListener(loops, core.components());
    }

    @Override
    public String name() {
        return "xmpp";
    }

    @Override
    public void start() throws StartFailure {
        try {
            listener.start(config.listen(), new LoginTls(tls, config.authorities()));
        } catch (TlsFailure e) {
            throw new StartFailure("[xmpp] authorities: " + e.getMessage(), 1, e);
        } catch (BindFailure e) {
            throw new StartFailure("[xmpp] listen: " + e.getMessage(), 1, e);
        }
        core.bytestreams().ifPresent(relay -> relay.listeningAt(listener.plainAddresses()));
        try {
            if (!config.component().isEmpty()) {
                components.start(config.componentListen());
            }
        } catch (BindFailure e) {
            listener.stopAccepting();
            throw new StartFailure("[xmpp] component_listen: " + e.getMessage(), 1, e);
        }
    }

    /** Where clients can connect, with the ports that the system chose. */
    public List<InetSocketAddress> addresses() {
        return listener.addresses();
    }

    /** Where components can connect. */
    public List<InetSocketAddress> componentAddresses() {
        return components.addresses();
    }

    @Override
    public void drain() {
        components.stopAccepting();
        listener.stopAccepting();
    }

    @Override
    public void stop() {
        core.close()
                .toCompletableFuture()
                .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                .join();
        core.components().shutDown();
        core.bytestreams().ifPresent(Bytestreams::close);
        listener.close(GOODBYE);
    }

    @Override
    public Duration patience() {
        return GOODBYE.plusSeconds(2);
    }
}
