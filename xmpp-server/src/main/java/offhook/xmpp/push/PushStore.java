package offhook.xmpp.push;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;

/** Where it is kept who is to be told that something waits for an account. Safe to share. */
interface PushStore {

    /**
     * One device.
     *
     * @param node "" for none
     * @param resource of the client that asked for it
     * @param options the form with which to publish, as XML, or ""
     */
    record Registration(Jid service, String node, String resource, String options) {

        boolean isAt(Jid otherService, String otherNode) {
            return service.equals(otherService) && node.equals(otherNode);
        }
    }

    /** All there are. Blocks. */
    List<Known> all();

    /** Adds one, in place of the one at the same node. */
    CompletionStage<Void> put(Jid account, Registration registration);

    CompletionStage<Void> remove(Jid account, Registration registration);

    /** Its service has taken a push that was sent at this time. */
    CompletionStage<Void> told(Device device, Instant at);

    /** @param told when the last push was sent that its service took; the epoch if none was */
    record Known(Device device, Instant told) {}
}
