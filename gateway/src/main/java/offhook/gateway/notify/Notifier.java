package offhook.gateway.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import offhook.directory.Directory;
import offhook.directory.NotifyPolicy;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.gateway.notify.Outbox.Backlog;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Timers;
import org.jdbi.v3.core.Handle;

/**
 * Tells people: takes notifications into the outbox inside the transaction of their event, and delivers them by chat and
 * mail until they are taken. Safe to share.
 *
 * <p>Needs the tables of {@code db/gateway}. After a restart it goes on where the rows say.
 */
public final class Notifier {

    /** Rows with nothing left to do stay this long, for questions about them. */
    private static final Duration MEMORY = Duration.ofDays(7);

    private static final Duration SWEEP = Duration.ofHours(1);
    private static final int MOST_FORGOTTEN = 1000;
    private static final int MOST_REPLANNED = 1000;

    private final Database database;
    private final Directory directory;
    private final Timers timers;
    private final InstantSource clock;
    private final Supplier<MissedCallsConfig> config;
    private final Wishes wishes;
    private final OneVoicemail voicemail;
    private final boolean hasMail;
    private final Lane sweeper;
    private final Dispatcher<ChatStep> chat;
    private final Dispatcher<String> mail;
    private volatile boolean stopped;

    /**
     * @param pool where the notifier's own work runs
     * @param config asked each time, so that a reload holds at once
     * @param mail empty if no mail can be sent
     * @param files what goes with the alerts of voicemails
     * @param wishes what people have chosen themselves
     * @param mailed how long an alert of a voicemail at the PBX waits for the voicemail, which the PBX mails; zero if it mails
     *     none
     */
    public Notifier(
            Database database,
            Directory directory,
            Executor pool,
            Timers timers,
            InstantSource clock,
            Supplier<MissedCallsConfig> config,
            ChatOut chat,
            Optional<MailOut> mail,
            VoicemailFiles files,
            Wishes wishes,
            Duration mailed,
            Metrics metrics) {
        this.database = database;
        this.voicemail = new OneVoicemail(mailed, directory.domain());
        this.directory = directory;
        this.timers = timers;
        this.clock = clock;
        this.config = config;
        this.wishes = wishes;
        this.hasMail = mail.isPresent();
        this.sweeper = new Lane(pool);
        this.chat = new Dispatcher<>(
                new ChatCourier(
                        chat, files, directory, wishes, database, pool, clock, config, attempts(Channel.CHAT, metrics)),
                database,
                new Lane(pool),
                timers,
                clock);
        this.mail = new Dispatcher<>(
                new MailCourier(
                        mail,
                        files,
                        directory,
                        wishes,
                        database,
                        pool,
                        clock,
                        attempts(Channel.MAIL, metrics),
                        this.chat::wake),
                database,
                new Lane(pool),
                timers,
                clock);
    }

    private static Attempts attempts(Channel channel, Metrics metrics) {
        return new Attempts(channel, BackOff.STANDARD, metrics);
    }

    /** Goes on with what the outbox holds. */
    public void start() {
        wake();
        sweep();
    }

    /** Begins nothing new; completes when what was begun is over. What is left stays in the outbox. */
    public CompletionStage<Void> stop() {
        stopped = true;
        return chat.stop().thenCombine(mail.stop(), (chatDone, mailDone) -> null);
    }

    /** Adds a notification by the person's policy, in the transaction of its event; a second time it changes nothing. */
    void add(Notification notification, String topic, Handle tx) {
        add(notification, topic, Duration.ZERO, tx);
    }

    /** @param hold how long a mail waits for what may be added to it */
    void add(Notification notification, String topic, Duration hold, Handle tx) {
        directory.user(notification.user()).filter(User::enabled).ifPresent(person -> {
            var outbox = new OutboxTable(tx);
            var now = clock.instant();
            if (!voicemail.admits(notification, now, tx)) {
                return;
            }
            var told = wishes.told(person, now);
            switch (policy(person, notification)) {
                case CHAT -> outbox.add(notification, Channel.CHAT, topic, false, now, told);
                case EMAIL -> outbox.add(notification, Channel.MAIL, topic, false, now, told.plus(hold));
                case BOTH -> {
                    outbox.add(notification, Channel.CHAT, topic, false, now, told);
                    outbox.add(notification, Channel.MAIL, topic, false, now, told.plus(hold));
                }
                case CHAT_THEN_EMAIL -> {
                    outbox.add(notification, Channel.CHAT, topic, false, now, told);
                    var after = wishes.after(notification, config.get());
                    outbox.add(notification, Channel.MAIL, topic, true, now, told.plus(longer(after, hold)));
                }
                case NONE -> {
                    return;
                }
            }
            voicemail.hold(notification, now, tx);
            wake();
        });
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** What was said in a voicemail is known: a mail that waits for it goes, and who was told in chat is told. */
    void correct(VoicemailLeft voicemail, Handle tx) {
        directory.user(voicemail.user()).ifPresent(person -> {
            var outbox = new VoicemailOutbox(tx);
            var now = clock.instant();
            var told = wishes.told(person, now);
            outbox.hasten(voicemail, told);
            if (outbox.hasChat(voicemail)) {
                new OutboxTable(tx).add(voicemail, Channel.CHAT, voicemail.topic(), false, now, told);
            }
            wake();
        });
    }

    /** Of a voicemail that was heard or deleted nobody need be told what they were not told yet; withdrawn is what nobody has taken. */
    void settle(VoicemailLeft voicemail, boolean withdrawn, Handle tx) {
        new VoicemailOutbox(tx).settle(voicemail, withdrawn, clock.instant());
        wake();
    }

    /** Somebody wants to be told at other times: what waits for them goes by these. */
    public void replan(UserId user) {
        directory.user(user).ifPresent(person -> database.write(tx -> {
                    replan(person, new OutboxTable(tx));
                    return null;
                })
                .whenComplete((done, failure) -> wake()));
    }

    private void replan(User person, Outbox outbox) {
        for (var channel : Channel.values()) {
            for (var entry : outbox.of(person.id(), channel, List.of(State.WAITING), MOST_REPLANNED)) {
                if (entry.message() == null) {
                    var told = wishes.told(person, entry.written());
                    var after = entry.standsIn() ? wishes.after(entry.notification(), config.get()) : Duration.ZERO;
                    outbox.plan(entry, told.plus(after));
                }
            }
        }
    }

    /** Forgets all alerts of somebody who is removed for good, told or not, in the transaction that does it. */
    public void forget(UserId user, Handle tx) {
        new OutboxTable(tx).forget(user);
    }

    /** Somebody who can get no mail is told in chat: told they are. */
    private NotifyPolicy policy(User person, Notification notification) {
        var wanted = wishes.policy(person, notification, config.get());
        boolean canMail = hasMail && person.mail().isPresent();
        return canMail || wanted == NotifyPolicy.NONE ? wanted : NotifyPolicy.CHAT;
    }

    /** How much is still to do. Blocks on the read pool. */
    public int waiting() {
        return Math.toIntExact(backlog().waiting());
    }

    /** When the oldest thing that is still to do was written; empty for none. Blocks on the read pool. */
    public Optional<Instant> oldest() {
        return backlog().oldest();
    }

    /** How many deliveries are in the hospital. Blocks on the read pool. */
    public long failed() {
        return backlog().failed();
    }

    private Backlog backlog() {
        return database.read(handle -> new OutboxTable(handle).backlog());
    }

    void wake() {
        chat.wake();
        mail.wake();
    }

    private void sweep() {
        if (stopped) {
            return;
        }
        database.write(tx -> new OutboxTable(tx).forget(clock.instant().minus(MEMORY), MOST_FORGOTTEN))
                .whenComplete((forgotten, failure) -> timers.after(SWEEP, sweeper, this::sweep));
    }
}
