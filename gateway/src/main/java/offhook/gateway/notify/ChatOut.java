package offhook.gateway.notify;

import java.util.function.Predicate;
import offhook.directory.address.Jid;
import offhook.xmpp.routing.Deliveries;

/**
 * The way to chat clients.
 *
 * @param online whether an account has a session now; answers from memory, on any thread
 */
public record ChatOut(Deliveries deliveries, Predicate<Jid> online) {}
