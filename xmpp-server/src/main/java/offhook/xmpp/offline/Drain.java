package offhook.xmpp.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.xmpp.offline.Backlog.Batch;
import offhook.xmpp.offline.OfflineStore.Stored;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.routing.Questions;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives clients what waits for them: at most {@value #WINDOW} messages, then a ping; its answer says that they were taken,
 * and only then they are dropped. A connection that is cut before puts them back. On the account's lane.
 */
final class Drain {

    static final int WINDOW = 50;

    /** A client that answers no ping by then has nevertheless taken what it was sent. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Element PING = Element.of("ping", "urn:xmpp:ping");

    private final Jid server;
    private final OfflineStore store;
    private final Backlogs backlogs;
    private final Questions questions;
    private final DeliveryListener listener;

    Drain(Jid server, OfflineStore store, Backlogs backlogs, Questions questions, DeliveryListener listener) {
        this.server = server;
        this.store = store;
        this.backlogs = backlogs;
        this.questions = questions;
        this.listener = listener;
    }

    /** The client can be given what waits. */
    void start(Resource resource) {
        var backlog = backlogs.existing(resource.account());
        if (backlog != null && !backlog.isEmpty() && backlog.drain(resource)) {
            goOn(resource);
        }
    }

    /** Something new waits and is committed: somebody is to be given it, unless they are on their way to it. */
    void more(Account account) {
        account.mostAvailable().stream().findFirst().ifPresent(this::start);
    }

    /** A service's message that is committed goes to every client at once, unless older ones are still before it. */
    void offer(Account account, Stored message) {
        var backlog = backlogs.of(account);
        for (var resource : account.reachable()) {
            if (!backlog.isDraining(resource)) {
                send(backlog, resource, List.of(message), false);
            }
        }
    }

    /** The session is over. */
    void ended(Resource resource, Ending ending) {
        var account = resource.account();
        var backlog = backlogs.existing(account);
        if (backlog == null) {
            return;
        }
        backlog.stopDraining(resource);
        var sent = backlog.of(resource);
        if (ending == Ending.CLOSED) {
            sent.forEach(batch -> taken(backlog, batch));
            return;
        }
        sent.forEach(backlog::forget);
        if (!sent.isEmpty()) {
            for (var other : account.reachable()) {
                backlog.stopDraining(other); // and from the start again
                start(other);
            }
        }
    }

    private void goOn(Resource resource) {
        resource.account().lane().execute(() -> next(resource)); // off the event loop: it reads the database
    }

    private void next(Resource resource) {
        var account = resource.account();
        var backlog = backlogs.of(account);
        if (!backlog.isDraining(resource)) {
            return;
        }
        var messages = resource.isReachable() && !resource.isGone()
                ? store.after(account.jid(), backlog.drainedUpTo(resource), WINDOW)
                : List.<Stored>of();
        if (messages.isEmpty()) {
            backlog.stopDraining(resource);
            backlogs.tidy(account);
            return;
        }
        backlog.drained(resource, messages.get(messages.size() - 1).seq());
        var due = messages.stream()
                .filter(message -> !backlog.isOnItsWay(message, resource))
                .toList();
        if (due.isEmpty()) {
            goOn(resource);
        } else {
            send(backlog, resource, due, true);
        }
    }

    private void send(Backlog backlog, Resource resource, List<Stored> messages, boolean late) {
        var batch = backlog.send(resource, messages);
        for (var message : messages) {
            var stanza = Stanza.parse(message.stanza().getBytes(UTF_8));
            resource.send(late ? Stanza.of(stanza.element().with(Delay.of(server, message.at()))) : stanza);
        }
        if (resource.session().legacy()) {
            taken(backlog, batch); // such a client may not know what a ping is
        } else {
            questions.ask(resource, PING, PATIENCE, answer -> taken(backlog, batch));
        }
    }

    private void taken(Backlog backlog, Batch batch) {
        var account = batch.resource().account();
        store.taken(account.jid(), batch.messages(), listener)
                .whenCompleteAsync(
                        (dropped, failure) -> {
                            backlog.forget(batch);
                            if (failure == null) {
                                backlog.dropped(dropped);
                            } else {
                                LOG.warn("What {} has taken stays in the store: {}", account, failure.toString());
                            }
                            if (backlog.isDraining(batch.resource())) {
                                next(batch.resource());
                            }
                            backlogs.tidy(account);
                        },
                        account.lane());
    }
}
