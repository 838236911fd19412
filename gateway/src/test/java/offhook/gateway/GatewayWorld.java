package offhook.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import offhook.directory.Directory;
import offhook.directory.PasswordCheck;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.credentials.MasterKey;
import offhook.directory.testing.TestPeople;
import offhook.gateway.chat.ChatConfig;
import offhook.gateway.chat.Correspondents;
import offhook.gateway.chat.PhoneChat;
import offhook.gateway.contacts.Contacts;
import offhook.gateway.dial.DialConfig;
import offhook.gateway.dial.DialDesk;
import offhook.gateway.notify.ChatOut;
import offhook.gateway.notify.MailOut;
import offhook.gateway.notify.MailTemplates;
import offhook.gateway.notify.MissedCalls;
import offhook.gateway.notify.MissedCallsConfig;
import offhook.gateway.notify.NewMessages;
import offhook.gateway.notify.Notifier;
import offhook.gateway.notify.Receipts;
import offhook.gateway.preference.PreferenceCommand;
import offhook.gateway.preference.Preferences;
import offhook.gateway.presence.ChatPresence;
import offhook.gateway.presence.ChatQuiet;
import offhook.gateway.presence.PhonePresence;
import offhook.gateway.presence.PresenceConfig;
import offhook.gateway.voicemail.VoicemailContact;
import offhook.gateway.voicemail.VoicemailSide;
import offhook.gateway.voicemail.WaitingVoicemails;
import offhook.mail.Mailbox;
import offhook.pbx.WatchConfig;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.life.StartFailure;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.share.SharedFileTable;
import offhook.runtime.share.SharedFiles;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.Lifetime;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.trace.Trace;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.Timers;
import offhook.sip.SipConfig;
import offhook.sip.SipCore;
import offhook.sip.call.CallListener;
import offhook.sip.call.CallRecord;
import offhook.sip.call.PhoneStatus;
import offhook.sip.event.packages.WaitingMessages;
import offhook.sip.message.Host;
import offhook.sip.testing.SipActors;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import offhook.sip.transport.Shards;
import offhook.voicemail.VoicemailConfig;
import offhook.xmpp.XmppConfig;
import offhook.xmpp.XmppCore;
import offhook.xmpp.archive.ArchiveConfig;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.testing.XmppActors;
import offhook.xmpp.web.WebSite;
import offhook.xmpp.xep.DirectoryService;
import org.jdbi.v3.core.Handle;

/** The whole product in memory and one thread, with phones, chat clients, mailboxes, and time in the hand of the test. */
final class GatewayWorld {

    private static final String DOMAIN = "capulet.example";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** What a trace may set. */
    @Doc("A trace's settings.")
    public record Settings(
            SipConfig sip,
            Optional<WatchConfig> pbx,
            XmppConfig xmpp,
            PresenceConfig presence,
            MissedCallsConfig missedCalls,
            ChatConfig messages,
            Optional<VoicemailConfig> voicemail,
            DialConfig clickToCall,
            @Doc("Whether there is a web server.") @Default("false") boolean web) {}

    final ManualTime time = new ManualTime();
    final TestPeople people = TestPeople.of(
                    DOMAIN,
                    new RingGroup("600", ids("juliet", "romeo"), RingGroup.Strategy.ALL),
                    new RingGroup(
                            "601", ids("juliet", "romeo"), RingGroup.Strategy.ALL, Optional.of(new UserId("nurse"))))
            .with("juliet", "Juliet Capulet", "201")
            .with("romeo", "Romeo Montague", "202")
            .with("nurse", "Nurse", "203")
            .with(outsider("rosaline", "Rosaline"));
    final SipWorld sip = new SipWorld(time);
    final SipActors phones = new SipActors(sip, people);
    final PbxActors pbxs = new PbxActors();
    final Mailboxes mailboxes = new Mailboxes();
    private final Path data = TestDatabases.folder();
    private final CallersWhoSpeak callers = new CallersWhoSpeak(people, data, time);
    private final List<String> written;
    private final Database database;
    private Settings settings;
    private PhonePresence presence;
    private ChatPresence chatPresence;
    private XmppActors clients;
    private XmppCore xmpp;
    private SipCore core;
    private PhoneChat texts;
    private Preferences preferences;
    private Directory chosen;
    private VoicemailSide voicemail;
    private Notifier notifier;
    private DialDesk dial;
    private Lifetime life = new Lifetime();

    GatewayWorld(List<String> settings, Database database) throws ConfigErrors {
        this.written = settings;
        this.settings = read(settings);
        this.database = database;
        start();
    }

    private static Settings read(List<String> lines) throws ConfigErrors {
        return Config.bindText(String.join("\n", lines), Path.of("trace.toml"), Settings.class, Map.of());
    }

    /** As when an admin adds this line to the file, and has the server read it. */
    void reload(String line) throws ConfigErrors {
        var more = new ArrayList<>(written);
        more.add(line);
        settings = read(more);
        presence.reload(settings.presence);
        time.run();
    }

    XmppActors clients() {
        return clients;
    }

    /** As after kill -9: what was committed is there, connections and everything else are gone. */
    void restart() {
        clients.cutAll();
        start();
    }

    /** Whether this is about somebody who leaves a voicemail; then it is done. */
    boolean speaks(Event event) {
        boolean does = callers.happens(event, voicemail.boxes());
        pass(does ? Duration.ofMillis(10) : Duration.ZERO);
        return does;
    }

    /** In small steps for the first minute, so that phones answer when they would; then in large ones. */
    void pass(Duration length) {
        var exact = length.compareTo(MINUTE) < 0 ? length : MINUTE;
        phones.pass(exact);
        for (var left = length.minus(exact); !left.isZero(); ) {
            var step = left.compareTo(MINUTE) < 0 ? left : MINUTE;
            time.pass(step);
            phones.settle();
            left = left.minus(step);
        }
    }

    /** What was sent and no step has taken, to these kinds of actors; to all if none are named. */
    List<String> unread(Set<String> only) {
        var all = new ArrayList<String>();
        all.addAll(phones.unread());
        all.addAll(clients.unread());
        all.addAll(mailboxes.unread());
        all.removeIf(unread -> !only.isEmpty() && only.stream().noneMatch(word -> isOf(word, unread)));
        return all;
    }

    /** "chat", "phones" and "mail" stand for all such actors, another word for the one of this name. */
    private static boolean isOf(String word, String unread) {
        var actor = unread.substring(0, unread.indexOf(' '));
        return switch (word) {
            case "phones" -> actor.endsWith(".phone");
            case "chat", "mail" -> actor.endsWith('.' + word);
            default -> actor.equals(word);
        };
    }

    private void start() {
        life.end();
        life = new Lifetime();
        var pool = life.of((Executor) time);
        var timers = life.of((Timers) time);
        var metrics = new Metrics();
        presence = new PhonePresence(
                settings.presence,
                people,
                new Lanes(pool),
                timers,
                account -> xmpp.presenceChanged(account),
                new PhoneActivity(() -> xmpp.pep()));
        chatPresence = new ChatPresence(people, () -> xmpp.presence());
        texts = new PhoneChat(
                people,
                settings.pbx.map(pbx -> pbx.sip().uri().host()),
                settings.messages,
                () -> xmpp,
                () -> core.texts());
        var answering = settings.voicemail.orElseGet(() -> Config.defaults(VoicemailConfig.class));
        preferences = new Preferences(database, answering, user -> notifier.replan(user));
        chosen = preferences.over(people);
        voicemail = new VoicemailSide(
                answering.box(),
                Optional.empty(),
                new VoicemailSide.Ground(chosen, preferences, database, data, timers, time, pool, site(pool)),
                pool,
                () -> notifier);
        dial = dial(pool);
        var contacts = new Contacts(
                people,
                settings.pbx,
                settings.sip.federation(),
                database,
                () -> core.agent(),
                stanza -> xmpp.route(dial.told(stanza)),
                SipWorld.random());
        xmpp = new XmppCore(
                settings.xmpp,
                ArchiveConfig.DEFAULT,
                new XmppCore.Ground(
                        people,
                        new PasswordCheck(people, pool, new byte[32], 10),
                        database,
                        new Lanes(pool),
                        timers,
                        time,
                        new SecureRandom(),
                        new Trace(time),
                        presence,
                        new Receipts(),
                        new DirectoryService(people.kept(database, pool)),
                        true),
                List.of(
                        new PhoneContact(PhoneContact.address(DOMAIN), this::toPhones, contacts::received, dial::takes),
                        voicemail.contact(stanza -> xmpp.route(stanza))));
        xmpp.presence().listen(chatPresence);
        voicemail.offer(xmpp.commands());
        new PreferenceCommand(people, preferences)
                .offer(xmpp.commands(), List.of(PhoneContact.address(DOMAIN), VoicemailContact.address(DOMAIN)));
        dial.open(xmpp);
        database.migrate("gateway");
        notifier = new Notifier(
                database,
                chosen,
                pool,
                timers,
                time,
                () -> settings.missedCalls,
                new ChatOut(xmpp.deliveries(), xmpp.presence()::isOnline),
                Optional.of(new MailOut(
                        mailboxes,
                        Mailbox.parse("Phone <phone@capulet.example>"),
                        new MailTemplates(Path.of("no-templates")))),
                voicemail.files(),
                preferences,
                metrics);
        var missedCalls =
                new MissedCalls(people, notifier, () -> settings.missedCalls, xmpp::blocks, voicemail.left(), metrics);
        var waiting = new offhook.pbx.mwi.Mailboxes(database, time, new NewMessages(notifier));
        core = sip(
                presence,
                missedCalls,
                timers,
                settings.voicemail.isPresent() ? waiting.and(new WaitingVoicemails(voicemail.boxes())) : waiting);
        clients = new XmppActors(xmpp.streams(), time, DOMAIN);
        xmpp.start();
        notifier.start();
        startVoicemail(pool, timers);
        core.start(List.of(SipWorld.SERVER));
        new SimplePresence(() -> core, people, presence, contacts).start();
        settings.pbx.ifPresent(pbx -> pbxs.watch(pbx, life.of(time.loop()), people, core, waiting, time));
        time.run();
    }

    private Optional<WebSite> site(Executor pool) {
        if (!settings.web) {
            return Optional.empty();
        }
        database.migrate(SharedFileTable.MODULE);
        var files = new SharedFiles(
                data.resolve("files"),
                new SharedFileTable(database),
                pool,
                time,
                new SecureRandom(),
                () -> Room.ENOUGH);
        try {
            files.start(life.of((Timers) time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new WebSite(files, () -> "https://capulet.example:5443"));
    }

    private void startVoicemail(Executor pool, Timers timers) {
        try {
            voicemail.start();
            if (settings.voicemail.isPresent()) {
                var ground = new CallersWhoSpeak.Ground(
                        chosen, voicemail.boxes(), preferences, database, pool, timers, () -> core);
                callers.answers(settings.voicemail.get(), ground, xmpp.commands())
                        .start();
            }
        } catch (StartFailure | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private DialDesk dial(Executor pool) {
        return new DialDesk(
                settings.clickToCall,
                new DialDesk.Ground(
                        chosen,
                        new Correspondents(
                                people, settings.pbx.map(pbx -> pbx.sip().uri().host())),
                        database,
                        pool,
                        time,
                        () -> core,
                        () -> xmpp,
                        () -> settings.missedCalls));
    }

    private void toPhones(Message message) {
        if (!dial.takes(message)) {
            texts.toPhones(message);
        }
    }

    private SipCore sip(PhonePresence presence, MissedCalls missedCalls, Timers timers, WaitingMessages messages) {
        var listener = new CallListener() {
            @Override
            public void phoneChanged(UserId user, PhoneStatus status, Instant at) {
                presence.phoneChanged(user, status, at);
            }

            @Override
            public void callEnded(CallRecord call, Handle tx) {
                missedCalls.callEnded(call, tx);
            }
        };
        var sipCore = new SipCore(
                settings.sip,
                settings.pbx.map(WatchConfig::sip),
                new Zone(),
                settings.pbx.flatMap(pbx -> Host.literal(SipActors.PBX)).stream()
                        .toList(),
                new SipCore.Ground(
                        people,
                        database,
                        listener,
                        new Acquaintance(() -> xmpp, time, chatPresence, new AskedLately(time)),
                        texts.fromPhones(),
                        messages,
                        timers,
                        time,
                        SipWorld.random(),
                        new MasterKey(new byte[32]),
                        new Trace(time),
                        false,
                        chatPresence,
                        new ChatQuiet(presence::config, chatPresence, DOMAIN)),
                new Shards(sip.shards().loops().stream().map(life::of).toList()),
                sip);
        sip.listen(sipCore.listener());
        return sipCore;
    }

    /** Somebody in the directory who shares no group with the others. */
    private static User outsider(String user, String name) {
        return User.of(new UserId(user), DOMAIN).withName(new DisplayName(name));
    }

    private static List<UserId> ids(String... names) {
        return Arrays.stream(names).map(UserId::new).toList();
    }
}
