package offhook.xmpp.pubsub;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.Overloaded;

/**
 * What is done about one node happens in its turn: while one change waits for the database, those behind it wait too, so
 * that nobody is told of what is not durable, and events come in the order of the changes. Nodes share a fixed number of
 * queues. Safe to share.
 */
final class Turns {

    private static final int QUEUES = 64;
    private static final int MOST_BEHIND = 1_000;

    private final Turn[] turns;

    Turns(Lanes lanes) {
        turns = Stream.iterate(0, i -> i + 1)
                .limit(QUEUES)
                .map(i -> new Turn(lanes.lane(new Key(i))))
                .toArray(Turn[]::new);
    }

    private record Key(int queue) {}

    /**
     * What is to be awaited, and what comes then.
     *
     * @param then runs in the same turn
     */
    record Step<C, T>(CompletionStage<C> commit, Function<C, T> then) {

        static <T> Step<T, T> done(T value) {
            return new Step<>(CompletableFuture.completedFuture(value), Function.identity());
        }
    }

    /**
     * Runs a task in the turn of a node; it may read the database.
     *
     * @return completes with what comes out of it, or with what it throws; with {@link Overloaded} if too much waits
     */
    <C, T> CompletionStage<T> run(Jid host, String node, Supplier<Step<C, T>> task) {
        var turn = turns[Math.floorMod(31 * host.hashCode() + node.hashCode(), QUEUES)];
        var work = new Work<>(task);
        try {
            turn.lane.execute(() -> turn.arrive(work));
        } catch (Overloaded e) {
            work.answer.completeExceptionally(e);
        }
        return work.answer;
    }

    private static final class Work<C, T> {

        private final Supplier<Step<C, T>> task;
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private Step<C, T> step;

        Work(Supplier<Step<C, T>> task) {
            this.task = task;
        }

        /** What it waits for; null if it is over. */
        CompletableFuture<C> begin() {
            try {
                step = task.get();
                return step.commit.toCompletableFuture();
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                return null;
            }
        }

        void end(CompletableFuture<C> commit) {
            try {
                answer.complete(step.then.apply(commit.join()));
            } catch (CompletionException e) {
                answer.completeExceptionally(e.getCause());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    private record Running<C>(Work<C, ?> work, CompletableFuture<C> commit) {

        void end() {
            work.end(commit);
        }
    }

    /** All but the lane is of the lane. */
    private static final class Turn {

        private final Lane lane;
        private final Queue<Work<?, ?>> behind = new ArrayDeque<>();
        private Running<?> running;

        Turn(Lane lane) {
            this.lane = lane;
        }

        void arrive(Work<?, ?> work) {
            if (behind.size() < MOST_BEHIND) {
                behind.add(work);
            } else {
                work.answer.completeExceptionally(new Overloaded("node", MOST_BEHIND));
            }
            goOn();
        }

        private void goOn() {
            while (running == null || running.commit.isDone()) {
                if (running != null) {
                    var done = running;
                    running = null;
                    done.end();
                }
                var next = behind.poll();
                if (next == null) {
                    return;
                }
                begin(next);
            }
        }

        private <C> void begin(Work<C, ?> work) {
            var commit = work.begin();
            if (commit != null) {
                running = new Running<>(work, commit);
                if (!commit.isDone()) {
                    commit.whenComplete((done, failure) -> lane.execute(this::goOn));
                }
            }
        }
    }
}
