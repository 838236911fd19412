package offhook.gateway.notify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.directory.NotifyPolicy;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.directory.address.MailAddress;
import offhook.directory.testing.TestPeople;
import offhook.gateway.notify.OfflineStore.Stored;
import offhook.mail.MailBridge;
import offhook.mail.Mailbox;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Timers;
import offhook.sip.call.CallRecord;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;
import offhook.xmpp.routing.Deliveries;

/** Calls that end, a chat server, a mail server, and the notifier between them, with time in the hand of the test. */
final class NotifyWorld {

    static final Jid JULIET = Jid.parse("juliet@capulet.example");

    final ManualTime time = new ManualTime();
    final TestPeople people = TestPeople.ofVerona();
    final Database database;
    final OfflineStore chat;
    final Postman postman = new Postman();
    final Metrics metrics = new Metrics();
    final Set<Jid> blocked = new HashSet<>();
    AtVoicemail voicemails = AtVoicemail.NONE;
    VoicemailFiles files = VoicemailFiles.NONE;
    Wishes wishes = Wishes.NONE;
    Duration mailed = Duration.ZERO;
    MissedCallsConfig config;
    Notifier notifier;
    MissedCalls missedCalls;
    Hospital hospital;

    /** A world on an empty database. */
    static NotifyWorld on(Database database, String... config) {
        database.migrate("gateway");
        return new NotifyWorld(database, config);
    }

    /** A world on a database with tables, whose notifier has started. */
    NotifyWorld(Database database, String... config) {
        this.database = database;
        this.config = Calls.config(config);
        this.chat = new OfflineStore(database, new Receipts());
        restart();
    }

    /** Another notifier takes over. */
    void restart() {
        start(time, time, chat, Optional.of(postman));
    }

    void start(Executor pool, Timers timers, Deliveries deliveries, Optional<MailBridge> mail) {
        notifier = new Notifier(
                database,
                people,
                pool,
                timers,
                time,
                () -> config,
                new ChatOut(deliveries, chat::isOnline),
                mail.map(bridge -> new MailOut(
                        bridge,
                        Mailbox.parse("Phone <phone@capulet.example>"),
                        new MailTemplates(Path.of("no-templates")))),
                new VoicemailFiles() {
                    @Override
                    public CompletionStage<Optional<Linked>> linked(VoicemailLeft voicemail, User user) {
                        return files.linked(voicemail, user);
                    }

                    @Override
                    public CompletionStage<Enclosed> enclosed(VoicemailLeft voicemail, User user) {
                        return files.enclosed(voicemail, user);
                    }
                },
                wishes,
                mailed,
                metrics);
        missedCalls = new MissedCalls(
                people,
                notifier,
                () -> config,
                (callee, caller) -> blocked.contains(caller),
                (call, tx) -> voicemails.fate(call, tx));
        hospital = new Hospital(database, people, time, notifier);
        notifier.start();
    }

    /** A call ends: its row is closed and its alerts are written in one transaction. */
    void ends(CallRecord call) {
        database.write(tx -> {
                    missedCalls.callEnded(call, tx);
                    return null;
                })
                .toCompletableFuture()
                .join();
    }

    /** A call of Juliet's rings to its end, a second before now. */
    void missed(String id, Caller caller) {
        ends(Calls.call(id, caller, time.instant(), Outcome.RANG_OUT));
        pass(Duration.ofSeconds(1));
    }

    /** What waits in the chat for Juliet. */
    List<String> bodies() {
        return chat.waiting(JULIET).stream().map(Stored::body).toList();
    }

    void policy(NotifyPolicy policy) {
        policy(policy, Optional.of(new MailAddress("juliet@capulet.example")));
    }

    /** Juliet wants to be told like this. */
    void policy(NotifyPolicy policy, Optional<MailAddress> mail) {
        people.change(
                "juliet",
                u -> new User(
                        u.id(),
                        u.name(),
                        u.jid(),
                        u.aors(),
                        u.extensions(),
                        u.numbers(),
                        mail,
                        u.language(),
                        u.zone(),
                        u.groups(),
                        Optional.of(policy),
                        true));
    }

    void pass(Duration duration) {
        time.pass(duration);
    }
}
