package offhook.gateway.notify;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Deliveries;
import offhook.xmpp.xml.Element;

/** Takes alerts and never says what became of them: what was decided is in the outbox. */
public final class Nowhere implements Deliveries {

    @Override
    public CompletionStage<Void> deliver(
            Jid from, Jid account, String id, String body, String replaces, List<Element> payload) {
        return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Boolean> withdraw(Jid account, String id) {
        return new CompletableFuture<>();
    }
}
