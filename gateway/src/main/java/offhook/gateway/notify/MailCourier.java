package offhook.gateway.notify;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.MailAddress;
import offhook.mail.Outcome;
import offhook.mail.Outcome.Accepted;
import offhook.mail.Outcome.Refused;
import offhook.mail.Outcome.TryLater;
import offhook.runtime.storage.Database;

/**
 * Delivers alerts by mail: everything that waits for a person goes as one mail, whose content and Message-ID are fixed
 * before the first attempt.
 *
 * @param pool where mails are written, not on the writer's thread
 * @param accepted told that the outbox may have chat messages to recall
 */
record MailCourier(
        Optional<MailOut> out,
        VoicemailFiles files,
        Directory directory,
        Wishes wishes,
        Database database,
        Executor pool,
        InstantSource clock,
        Attempts attempts,
        Runnable accepted)
        implements Courier<String> {

    @Override
    public Channel channel() {
        return Channel.MAIL;
    }

    /** The mail that was begun before any other; else a new one for all that waits, also for somebody to take it in chat. */
    @Override
    public Optional<String> next(UserId person, Instant now, Outbox outbox) {
        var user = directory.user(person);
        user.flatMap(known -> wishes.quietUntil(known, now))
                .ifPresent(until -> outbox.quiet(person, Channel.MAIL, until));
        var waiting = outbox.of(person, Channel.MAIL, List.of(State.WAITING), ChatPlan.LARGEST);
        var begun = waiting.stream().filter(entry -> entry.message() != null).findFirst();
        if (begun.isPresent()) {
            return begun.filter(entry -> entry.isDue(now)).map(Entry::message);
        }
        return waiting.stream().filter(entry -> entry.isDue(now)).findFirst().map(due -> {
            var message = due.id() + "-mail";
            waiting.stream()
                    .filter(entry -> entry.isDue(now) || isTold(entry, user, now))
                    .forEach(entry -> outbox.carry(entry, message, null, now));
            return message;
        });
    }

    /** Whether its digest has come, and no quiet hours keep it back. */
    private boolean isTold(Entry entry, Optional<User> user, Instant now) {
        return user.map(known -> !wishes.told(known, entry.written()).isAfter(now))
                .orElse(true);
    }

    @Override
    public CompletionStage<?> run(UserId person, String message) {
        return database.write(tx -> new OutboxTable(tx)
                        .carriedBy(message).stream()
                                .filter(entry -> entry.state() == State.WAITING)
                                .toList())
                .thenComposeAsync(
                        told -> told.isEmpty()
                                ? CompletableFuture.completedFuture(null)
                                : attempt(person, message, told).thenCompose(outcome -> write(told.get(0), outcome)),
                        pool);
    }

    private CompletionStage<Outcome> attempt(UserId person, String message, List<Entry> told) {
        var user = directory.user(person).filter(User::enabled);
        if (user.isEmpty()) {
            return outcome(new Refused(person + " is no user any more"));
        }
        var to = told.get(0).address().or(user.get()::mail);
        if (to.isEmpty()) {
            return outcome(new Refused(person + " has no mail address"));
        }
        if (out.isEmpty()) {
            return outcome(new TryLater("no mail server is configured"));
        }
        return send(out.get(), message, user.get(), to.get(), told);
    }

    private CompletionStage<Outcome> send(MailOut mail, String message, User user, MailAddress to, List<Entry> told) {
        var text = new AlertText(user, clock.instant());
        return Enclosures.of(told, user, files)
                .thenApplyAsync(
                        with -> Optional.of(AlertMail.of(message, mail, to, user, directory.domain(), with, text)),
                        pool)
                .exceptionally(failure -> Optional.empty())
                .thenCompose(written -> written.map(mail.bridge()::send)
                        .orElseGet(() -> outcome(new TryLater("a recording cannot be read, or not yet"))));
    }

    private static CompletionStage<Outcome> outcome(Outcome known) {
        return CompletableFuture.completedFuture(known);
    }

    private CompletionStage<?> write(Entry carried, Outcome outcome) {
        return database.write(tx -> {
                    var outbox = new OutboxTable(tx);
                    if (outcome instanceof TryLater later) {
                        attempts.tryLater(carried, later.reason(), clock.instant(), outbox);
                    } else if (outcome instanceof Refused refused) {
                        attempts.giveUp(carried, refused.reason(), outbox);
                    } else {
                        outbox.accepted(carried.message(), clock.instant());
                        attempts.succeeded();
                    }
                    return outcome instanceof Accepted;
                })
                .thenAccept(mailed -> {
                    if (mailed) {
                        accepted.run();
                    }
                });
    }
}
