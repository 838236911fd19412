package offhook.gateway.notify;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import offhook.directory.address.Jid;
import offhook.mail.Mail;
import offhook.mail.MailBridge;
import offhook.mail.MessageId;
import offhook.mail.Outcome;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;
import offhook.xmpp.routing.Deliveries;
import offhook.xmpp.xml.Element;

/**
 * One life of the process: after so many steps it is killed, before or after an effect on others. Then nothing of it runs
 * any more, and what it asked for is never answered.
 */
final class Life implements Executor, Timers, Deliveries, MailBridge {

    private static final Timer NO_TIMER = () -> {};

    private final ManualTime time;
    private final OfflineStore store;
    private final Postman postman;
    private final Set<MessageId> unheard = new HashSet<>();
    private int stepsLeft = Integer.MAX_VALUE;
    private boolean dead;

    Life(ManualTime time, OfflineStore store, Postman postman) {
        this.time = time;
        this.store = store;
        this.postman = postman;
    }

    void dieAfter(int steps) {
        stepsLeft = steps;
    }

    boolean isOver() {
        return dead;
    }

    /** Mails whose acceptance the process did not live to hear of. */
    Set<MessageId> unheard() {
        return unheard;
    }

    private boolean survives() {
        dead |= stepsLeft-- <= 0;
        return !dead;
    }

    private void run(Runnable task) {
        if (!dead) {
            task.run();
        }
    }

    @Override
    public void execute(Runnable task) {
        if (survives()) {
            time.execute(() -> run(task));
        }
    }

    @Override
    public Timer after(Duration delay, Executor where, Runnable task) {
        return survives() ? time.after(delay, where, () -> run(task)) : NO_TIMER;
    }

    @Override
    public CompletionStage<Void> deliver(
            Jid from, Jid account, String id, String body, String replaces, List<Element> payload) {
        return effect(() -> store.deliver(from, account, id, body, replaces, payload));
    }

    @Override
    public CompletionStage<Boolean> withdraw(Jid account, String id) {
        return effect(() -> store.withdraw(account, id));
    }

    @Override
    public CompletionStage<Outcome> send(Mail mail) {
        var before = postman.inbox().size();
        var answer = effect(() -> postman.send(mail));
        if (dead && postman.inbox().size() > before) {
            unheard.add(mail.id());
        }
        return answer;
    }

    private <T> CompletionStage<T> effect(Supplier<CompletionStage<T>> effect) {
        if (!survives()) {
            return new CompletableFuture<>();
        }
        var answer = effect.get();
        return survives() ? answer : new CompletableFuture<>();
    }
}
