package offhook.xmpp.testing;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server of ours on the network, and clients that others wrote, over STARTTLS. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public abstract class SmackScene {

    protected SmackClients clients;
    private RealXmpp server;

    @BeforeEach
    void start(@TempDir Path data) throws Exception {
        UnknownElement.register("occupant-id", "urn:xmpp:occupant-id:0");
        UnknownElement.register("closed-node", "http://jabber.org/protocol/pubsub#errors");
        server = new RealXmpp(data);
        clients = new SmackClients(server);
    }

    @AfterEach
    void stop() {
        clients.close();
        server.close();
    }
}
