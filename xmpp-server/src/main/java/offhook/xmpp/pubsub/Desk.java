package offhook.xmpp.pubsub;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import offhook.directory.address.Jid;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Overloaded;
import offhook.xmpp.pubsub.Turns.Step;
import offhook.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out changes of nodes: each in its turn, and kept before anybody is told of it. Safe to share. */
final class Desk {

    private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

    private final Leaves leaves;
    private final NodeStore store;
    private final Turns turns;
    private final InstantSource clock;

    Desk(Leaves leaves, NodeStore store, Turns turns, InstantSource clock) {
        this.leaves = leaves;
        this.store = store;
        this.turns = turns;
        this.clock = clock;
    }

    /**
     * Changes a node, or makes it, or ends it.
     *
     * @param limits of its host
     * @param notices tells
     * @param decide gets the node, if there is one, and says what is to happen; may read the database
     * @return completes with the reply
     */
    CompletionStage<Element> change(
            Jid host, String node, PubsubConfig limits, Notices notices, Function<Optional<Leaf>, Change> decide) {
        return turns.run(host, node, () -> begin(host, node, limits, notices, decide));
    }

    private Step<Optional<Item>, Element> begin(
            Jid host, String node, PubsubConfig limits, Notices notices, Function<Optional<Leaf>, Change> decide) {
        var known = leaves.now();
        var change = decide.apply(known.find(host, node));
        if (change.isNothing()) {
            change.notices().forEach(notices::tell);
            return new Step<>(CompletableFuture.completedFuture(null), same -> change.reply());
        }
        var config = change.after() == null
                ? change.before().config()
                : change.after().config();
        var kept = store.keep(change, config.kept(limits.items()), config.forgottenBefore(clock.millis()));
        return new Step<>(kept, last -> {
            apply(known, change, last);
            change.notices().forEach(notices::tell);
            return change.reply();
        });
    }

    private void apply(LeafCache known, Change change, Optional<Item> last) {
        if (change.after() == null) {
            known.remove(change.before());
        } else {
            known.put(new Leaf(change.after(), last));
            leaves.learn(change.after());
        }
    }

    /** Runs a task about a node when what came before is over; not at all, but for a line of the log, if too much waits. */
    void inTurn(Jid host, String node, Runnable task) {
        inTurn(host, node, task, () -> {});
    }

    /**
     * The same.
     *
     * @param untold runs instead, at once, if too much waits: what nobody needs to be told of at once
     */
    void inTurn(Jid host, String node, Runnable task, Runnable untold) {
        Supplier<Step<Object, Object>> once = () -> {
            task.run();
            return Step.done(host);
        };
        turns.run(host, node, once).whenComplete((done, failure) -> {
            if (failure instanceof Overloaded) {
                LOG.warn("Nobody is told what is new at {} of {}: {}", node, host, failure.getMessage());
                untold.run();
            } else if (failure != null) {
                Cause.log(LOG, failure, "What is new at {} of {} could not be told", node, host);
            }
        });
    }
}
