package offhook.xmpp.offline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Losses;
import offhook.xmpp.offline.Backlog.Batch;
import offhook.xmpp.offline.OfflineStore.Stored;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.routing.Filter;
import offhook.xmpp.routing.Questions;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Custody;
import offhook.xmpp.stanza.Delay;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives clients what waits for them: at most {@value #WINDOW} messages, then a ping; its answer says that they were taken,
 * and only then they are dropped. A connection that is cut before puts them back. A client that acknowledges stanzas (XEP-0198) is asked nothing. On the account's lane.
 */
final class Drain {

    static final int WINDOW = 50;

    /** Large messages are fewer at once. */
    static final int PORTION = 64 * 1024;

    /** A client that answers no ping by then has nevertheless taken what it was sent. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Element PING = Element.of("ping", "urn:xmpp:ping");

    private final Losses losses = new Losses(LOG, "Notes of what clients have taken");
    private final Jid server;
    private final OfflineStore store;
    private final Backlogs backlogs;
    private final Questions questions;
    private final DeliveryListener listener;
    private final Filter late;

    /** @param late lets pass what is still to be delivered after it was kept */
    Drain(
            Jid server,
            OfflineStore store,
            Backlogs backlogs,
            Questions questions,
            DeliveryListener listener,
            Filter late) {
        this.late = late;
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

    /** A message is committed: somebody is to be given it, unless they have been or are on their way to it. */
    void committed(Account account, Stored message) {
        if (!backlogs.of(account).onTheirWay().contains(message.seq())) {
            account.mostAvailable().stream().findFirst().ifPresent(this::start);
        }
    }

    /** Whether a service's message would go out at once. */
    boolean hasReceiver(Account account) {
        var backlog = backlogs.of(account);
        return account.reachable().stream().anyMatch(resource -> !backlog.isDraining(resource));
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
        backlog.stopAwaiting(resource);
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
                ? portion(store.after(account.jid(), backlog.drainedUpTo(resource), WINDOW))
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
        } else if (due.stream().allMatch(message -> message.id() == null)) {
            send(backlog, resource, due, true);
        } else {
            announce(backlog, resource, due);
        }
    }

    /** As many as are given at once, at least one. */
    private static List<Stored> portion(List<Stored> messages) {
        long size = 0;
        int count = 0;
        while (count < messages.size()
                && (count == 0 || size + messages.get(count).size() <= PORTION)) {
            size += messages.get(count++).size();
        }
        return messages.subList(0, count);
    }

    /** Service's messages go out when it is committed that they do. */
    private void announce(Backlog backlog, Resource resource, List<Stored> due) {
        var account = resource.account();
        store.sending(account.jid(), due, listener)
                .whenCompleteAsync(
                        (waiting, failure) -> {
                            if (!backlog.isDraining(resource)) {
                                return; // it has gone
                            }
                            losses.heard(account, failure);
                            if (failure != null) {
                                backlog.stopDraining(resource);
                            } else if (waiting.isEmpty()) {
                                next(resource);
                            } else {
                                send(backlog, resource, waiting, true);
                            }
                        },
                        account.lane());
    }

    /** The client was sent these already, as results of a query. */
    void given(Resource resource, List<Stored> messages) {
        var account = resource.account();
        var backlog = backlogs.of(account);
        var batch = backlog.send(resource, messages);
        if (messages.stream().allMatch(message -> message.id() == null)) {
            await(backlog, batch, () -> {});
            return;
        }
        store.sending(account.jid(), messages, listener)
                .whenCompleteAsync(
                        (waiting, failure) -> {
                            losses.heard(account, failure);
                            if (failure == null) {
                                await(backlog, batch, () -> {});
                            } else {
                                backlog.forget(batch);
                            }
                        },
                        account.lane());
    }

    private void send(Backlog backlog, Resource resource, List<Stored> messages, boolean delayed) {
        var batch = backlog.send(resource, messages);
        for (var message : messages) {
            var stanza = (Message) Stanza.parse(message.stanza().getBytes(UTF_8));
            var sent = delayed
                    ? late.pass(
                            resource.account(), (Message) Stanza.of(Delay.late(server, stanza.element(), message.at())))
                    : stanza;
            if (sent != null) {
                resource.send(sent.in(Custody.SPARE));
            }
        }
        await(backlog, batch, () -> {});
    }

    /** Sends a message to a client at once, though it is not committed yet: it is dropped when the client has taken it. */
    void live(Resource resource, Stored stored, Message message) {
        var backlog = backlogs.of(resource.account());
        resource.send(message.in(Custody.SPARE));
        if (backlog.isAwaited(resource)) {
            backlog.sentBehind(resource, stored); // one question at a time, or chat would be half questions
        } else {
            ask(backlog, backlog.send(resource, List.of(stored)));
        }
    }

    private void ask(Backlog backlog, Batch batch) {
        var resource = batch.resource();
        backlog.awaited(resource);
        await(backlog, batch, () -> backlog.nextBehind(resource).ifPresent(next -> ask(backlog, next)));
    }

    /** Finds out when the client has taken a batch: by its acknowledgement, or by its answer to a ping behind it. */
    private void await(Backlog backlog, Batch batch, Runnable then) {
        var resource = batch.resource();
        var lane = resource.account().lane();
        Runnable taken = () -> {
            taken(backlog, batch);
            then.run();
        };
        Runnable later = () -> lane.execute(taken);
        if (resource.session().whenTaken(later)) {
            return;
        }
        if (resource.session().legacy()) {
            taken.run(); // such a client may not know what a ping is
            return;
        }
        questions.ask(resource, PING, PATIENCE, answer -> {
            if (answer.isPresent() || !resource.session().whenTaken(later)) { // it may be away
                taken.run();
            }
        });
    }

    private void taken(Backlog backlog, Batch batch) {
        var account = batch.resource().account();
        store.taken(account.jid(), batch.messages(), listener)
                .whenCompleteAsync(
                        (dropped, failure) -> {
                            losses.heard(account, failure);
                            backlog.forget(batch);
                            if (failure == null) {
                                backlog.dropped(dropped);
                            }
                            if (backlog.isDraining(batch.resource())) {
                                next(batch.resource());
                            }
                            backlogs.tidy(account);
                        },
                        account.lane());
    }
}
