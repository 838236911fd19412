package offhook.xmpp.pubsub;

import static offhook.xmpp.pubsub.PubsubWorld.SERVICE;
import static offhook.xmpp.pubsub.PubsubWorld.form;

import offhook.xmpp.testing.TestClient;
import org.junit.jupiter.api.AfterEach;

/** Juliet and Romeo at a publish-subscribe service. */
abstract class ServiceScene {

    static final String JULIET = "juliet@capulet.example";
    static final String ROMEO = "romeo@capulet.example";

    PubsubConfig config() {
        return NodeTableTest.CONFIG;
    }

    final PubsubWorld world = new PubsubWorld(config());
    final TestClient juliet = world.world.online("juliet/balcony");
    final TestClient romeo = world.world.online("romeo/orchard");

    @AfterEach
    void close() {
        world.close();
    }

    /** An owner says whether somebody may subscribe. */
    void answer(TestClient owner, String type, String allow) {
        var form = form("subscribe_authorization", "node", "n", "subscriber_jid", ROMEO, "allow", allow)
                .replace("type='submit'", "type='" + type + "'");
        owner.says("<message to='" + SERVICE + "'>" + form + "</message>");
    }
}
