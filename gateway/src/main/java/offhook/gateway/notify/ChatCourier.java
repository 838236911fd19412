package offhook.gateway.notify;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.gateway.notify.ChatStep.Recall;
import offhook.gateway.notify.ChatStep.Tell;
import offhook.gateway.notify.ChatStep.Unlink;
import offhook.runtime.storage.Database;

/**
 * Delivers alerts to chat clients: what a message replaces is withdrawn, the message stored, the outbox told. Each of these
 * may be done twice, after a crash, without a trace.
 *
 * @param pool where messages are written, not on the writer's thread
 */
record ChatCourier(
        ChatOut out,
        VoicemailFiles files,
        Directory directory,
        Wishes wishes,
        Database database,
        Executor pool,
        InstantSource clock,
        Supplier<MissedCallsConfig> config,
        Attempts attempts)
        implements Courier<ChatStep> {

    /** Behind the id of a message that is told anew without a part of it. */
    private static final String AGAIN = "-r";

    @Override
    public Channel channel() {
        return Channel.CHAT;
    }

    @Override
    public Optional<ChatStep> next(UserId person, Instant now, Outbox outbox) {
        var user = directory.user(person);
        boolean online = user.map(known -> out.online().test(known.jid())).orElse(false);
        user.flatMap(known -> wishes.quietUntil(known, now))
                .ifPresent(until -> outbox.quiet(person, Channel.CHAT, until));
        return new ChatPlan(outbox, person, config.get(), now).next(online);
    }

    @Override
    public CompletionStage<?> run(UserId person, ChatStep step) {
        var user = directory.user(person).filter(User::enabled);
        if (user.isEmpty()) {
            return write(step, (carried, outbox) -> attempts.giveUp(carried, "is no user any more", outbox));
        }
        return done(user.get(), step)
                .handle((nothing, failure) -> failure)
                .thenCompose(failure -> failure == null
                        ? CompletableFuture.completedFuture(null)
                        : write(
                                step,
                                (carried, outbox) -> attempts.tryLater(
                                        carried,
                                        "the offline store: " + failure.getMessage(),
                                        clock.instant(),
                                        outbox)));
    }

    private CompletionStage<?> done(User user, ChatStep step) {
        if (step instanceof Tell tell) {
            return tell(user, tell);
        }
        return step instanceof Recall recall ? recall(user, recall) : unlink(user, (Unlink) step);
    }

    private CompletionStage<?> tell(User user, Tell tell) {
        return withdraw(user.jid(), tell)
                .thenCompose(withdrawn -> database.write(tx -> told(tell, new OutboxTable(tx))))
                .thenComposeAsync(told -> deliver(user, tell, told), pool)
                .thenCompose(delivered -> database.write(tx -> {
                    new OutboxTable(tx).stored(tell.message());
                    attempts.succeeded();
                    return null;
                }));
    }

    private CompletionStage<?> recall(User user, Recall recall) {
        return withdraw(user.jid(), recall)
                .thenCompose(withdrawn -> database.write(tx -> {
                    new OutboxTable(tx).recalled(recall.message());
                    return null;
                }));
    }

    private CompletionStage<?> unlink(User user, Unlink unlink) {
        return withdraw(user.jid(), unlink)
                .thenCompose(withdrawn -> database.write(tx -> {
                    retell(unlink.message(), new OutboxTable(tx));
                    return null;
                }));
    }

    /** What is to be recalled goes from a digest that nobody has taken: the rest of it is told anew. */
    private void retell(String message, Outbox outbox) {
        var rest = outbox.carriedBy(message).stream()
                .filter(told -> told.state() == State.STORED)
                .toList();
        if (rest.isEmpty()) {
            outbox.recallLater(message);
            return;
        }
        var again = message + AGAIN;
        boolean isOneTopic = rest.stream().map(Entry::topic).distinct().count() == 1;
        rest.forEach(told -> outbox.carry(told, again, isOneTopic ? again : null, clock.instant()));
    }

    private CompletionStage<?> withdraw(Jid account, ChatStep step) {
        return CompletableFuture.allOf(step.withdrawn().stream()
                .map(id -> out.deliveries().withdraw(account, id).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    /** All of a conversation, also what was taken; of a digest, what nobody took while it was made. */
    private static List<Entry> told(Tell tell, Outbox outbox) {
        var carried = outbox.carriedBy(tell.message());
        var first = carried.get(0);
        return first.root() == null
                ? carried.stream()
                        .filter(entry -> entry.state() == State.WAITING)
                        .toList()
                : outbox.conversation(first.notification().user(), first.root());
    }

    private CompletionStage<Void> deliver(User user, Tell tell, List<Entry> told) {
        if (told.isEmpty()) {
            return CompletableFuture.completedFuture(null); // a client was faster
        }
        var addresses = new AlertAddress(directory.domain());
        var topics = told.stream().map(Entry::topic).distinct().toList();
        var from = topics.size() == 1 ? addresses.of(topics.get(0), config.get().thread()) : addresses.ofDigest();
        var body = new AlertText(user, clock.instant()).body(told);
        return linked(user, told).thenCompose(done -> out.deliveries()
                .deliver(from, user.jid(), tell.message(), body, tell.corrects(), List.of(Markers.wanted())));
    }

    /** Before the text: a caption on a file breaks clients, so the file is a message of its own, that is told once. */
    private CompletionStage<Void> linked(User user, List<Entry> told) {
        CompletionStage<Void> all = CompletableFuture.completedFuture(null);
        for (var entry : told) {
            if (entry.state() == State.WAITING
                    && entry.previous() == null
                    && entry.notification() instanceof VoicemailLeft left
                    && left.transcript().isEmpty()) {
                all = all.thenCompose(before -> files.linked(left, user))
                        .thenComposeAsync(link -> deliver(user, left, link), pool);
            }
        }
        return all;
    }

    private CompletionStage<Void> deliver(User user, VoicemailLeft left, Optional<VoicemailFiles.Linked> link) {
        if (link.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        var from = new AlertAddress(directory.domain())
                .of(left.topic(), config.get().thread());
        var file = link.get();
        return out.deliveries().deliver(from, user.jid(), left.fileId(), file.url(), null, file.payload());
    }

    private CompletionStage<?> write(ChatStep step, BiConsumer<Entry, Outbox> change) {
        return database.write(tx -> {
            var outbox = new OutboxTable(tx);
            outbox.carriedBy(step.message()).stream().findFirst().ifPresent(carried -> change.accept(carried, outbox));
            return null;
        });
    }
}
