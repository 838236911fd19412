package offhook.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import offhook.directory.Directory;
import offhook.directory.PasswordCheck;
import offhook.directory.credentials.MasterKey;
import offhook.directory.testing.TestPeople;
import offhook.gateway.chat.Correspondents;
import offhook.gateway.chat.PhoneChat;
import offhook.gateway.contacts.Contacts;
import offhook.gateway.dial.DialDesk;
import offhook.gateway.notify.ChatOut;
import offhook.gateway.notify.MailOut;
import offhook.gateway.notify.MailTemplates;
import offhook.gateway.notify.Markers;
import offhook.gateway.notify.MissedCalls;
import offhook.gateway.notify.NewMessages;
import offhook.gateway.notify.Notifier;
import offhook.gateway.notify.Receipts;
import offhook.gateway.preference.PreferenceCommand;
import offhook.gateway.preference.Preferences;
import offhook.gateway.presence.ChatPresence;
import offhook.gateway.presence.ChatQuiet;
import offhook.gateway.presence.PhonePresence;
import offhook.gateway.voicemail.VoicemailContact;
import offhook.gateway.voicemail.VoicemailSide;
import offhook.gateway.voicemail.WaitingVoicemails;
import offhook.mail.Mailbox;
import offhook.pbx.WatchConfig;
import offhook.runtime.config.Config;
import offhook.runtime.life.StartFailure;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.Lifetime;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.trace.Trace;
import offhook.runtime.work.Lanes;
import offhook.runtime.work.Timers;
import offhook.sip.SipCore;
import offhook.sip.event.packages.WaitingMessages;
import offhook.sip.message.Host;
import offhook.sip.testing.SipActors;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import offhook.sip.transport.Shards;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.box.Voicemails;
import offhook.xmpp.XmppCore;
import offhook.xmpp.archive.ArchiveConfig;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.testing.XmppActors;
import offhook.xmpp.web.WebSite;
import offhook.xmpp.xep.DirectoryService;

/**
 * The whole product in memory and one thread, from its start to its end: what {@link Gateway} makes of sockets and threads,
 * made of a trace's own.
 */
final class ProductInMemory {

    private static final String DOMAIN = GatewayWorld.DOMAIN;

    /** What is there before the server starts and after it has died. */
    record Ground(
            ManualTime time,
            TestPeople people,
            SipWorld sip,
            PbxActors pbxs,
            Mailboxes mailboxes,
            CallersWhoSpeak callers,
            Path data,
            Database database) {}

    private final Ground on;
    private final Lifetime life = new Lifetime();
    private final Executor pool;
    private final Timers timers;
    private final Metrics metrics = new Metrics();
    private final Preferences preferences;
    private final Directory chosen;
    private final PhonePresence presence;
    private final ChatPresence chatPresence;
    private final PhoneChat texts;
    private final VoicemailSide voicemail;
    private final DialDesk dial;
    private final XmppActors clients;
    private TraceSettings settings;
    private XmppCore xmpp;
    private SipCore core;
    private Notifier notifier;

    /** Starts it. */
    ProductInMemory(TraceSettings settings, Ground on) {
        this.on = on;
        this.settings = settings;
        pool = life.of((Executor) on.time);
        timers = life.of((Timers) on.time);
        presence = new PhonePresence(
                settings.presence(),
                on.people,
                new Lanes(pool),
                timers,
                account -> xmpp.presenceChanged(account),
                new PhoneActivity(() -> xmpp.pep()));
        chatPresence = new ChatPresence(on.people, () -> xmpp.presence());
        texts = new PhoneChat(on.people, pbxHosts(), settings.messages(), () -> xmpp, () -> core.texts());
        var answering = settings.voicemail().orElseGet(() -> Config.defaults(VoicemailConfig.class));
        preferences = new Preferences(on.database, answering, user -> notifier.replan(user));
        chosen = preferences.over(on.people);
        var site = settings.web() ? Optional.of(WebInMemory.site(on, pool, timers)) : Optional.<WebSite>empty();
        voicemail = new VoicemailSide(
                answering.box(),
                Optional.empty(),
                new VoicemailSide.Ground(chosen, preferences, on.database, on.data, timers, on.time, pool, site),
                pool,
                () -> notifier);
        dial = dial();
        var contacts = new Contacts(
                on.people,
                settings.pbx(),
                settings.sip().federation(),
                on.database,
                () -> core.agent(),
                stanza -> xmpp.route(dial.told(stanza)),
                SipWorld.random());
        xmpp = xmpp(contacts);
        clients = new XmppActors(xmpp.streams(), on.time, DOMAIN);
        notifier = notifier();
        var waiting = new offhook.pbx.mwi.Mailboxes(on.database, on.time, new NewMessages(notifier));
        core = sip(settings.voicemail().isPresent() ? waiting.and(new WaitingVoicemails(voicemail.boxes())) : waiting);
        xmpp.start();
        notifier.start();
        startVoicemail();
        core.start(List.of(SipWorld.SERVER));
        new SimplePresence(() -> core, on.people, presence, contacts).start();
        settings.pbx().ifPresent(pbx -> on.pbxs.watch(pbx, life.of(on.time.loop()), on.people, core, waiting, on.time));
        on.time.run();
    }

    /** As after kill -9: what was committed is there, connections and everything else are gone. */
    void dies() {
        clients.cutAll();
        life.end();
    }

    /** As when an admin has changed the file, and has the server read it. */
    void reload(TraceSettings changed) {
        settings = changed;
        presence.reload(changed.presence());
        on.time.run();
    }

    XmppActors clients() {
        return clients;
    }

    Voicemails boxes() {
        return voicemail.boxes();
    }

    private Set<String> pbxHosts() {
        return settings.pbx().map(pbx -> pbx.sip().address().hosts()).orElse(Set.of());
    }

    private DialDesk dial() {
        return new DialDesk(
                settings.clickToCall(),
                new DialDesk.Ground(
                        chosen,
                        new Correspondents(on.people, pbxHosts()),
                        on.database,
                        pool,
                        on.time,
                        () -> core,
                        () -> xmpp,
                        () -> settings.missedCalls()));
    }

    private XmppCore xmpp(Contacts contacts) {
        var server = new XmppCore(
                settings.xmpp(),
                ArchiveConfig.DEFAULT,
                new XmppCore.Ground(
                        on.people,
                        new PasswordCheck(on.people, pool, new byte[32], 10),
                        on.database,
                        new Lanes(pool),
                        timers,
                        on.time,
                        new SecureRandom(),
                        new Trace(on.time),
                        presence,
                        new Receipts(),
                        new DirectoryService(on.people.kept(on.database, pool)),
                        true),
                List.of(
                        new PhoneContact(PhoneContact.address(DOMAIN), this::toPhones, contacts::received, dial::takes),
                        voicemail.contact(stanza -> xmpp.route(stanza))),
                Optional.empty());
        server.presence().listen(chatPresence);
        voicemail.offer(server.commands());
        new PreferenceCommand(on.people, preferences)
                .offer(server.commands(), List.of(PhoneContact.address(DOMAIN), VoicemailContact.address(DOMAIN)));
        dial.open(server);
        return server;
    }

    private void toPhones(Message message) {
        boolean isMarker = new Markers(on.people, on.database, on.time).takes(message);
        if (!isMarker && !dial.takes(message)) {
            texts.toPhones(message);
        }
    }

    private Notifier notifier() {
        on.database.migrate("gateway");
        return new Notifier(
                on.database,
                chosen,
                pool,
                timers,
                on.time,
                () -> settings.missedCalls(),
                new ChatOut(xmpp.deliveries(), xmpp.presence()::isOnline),
                Optional.of(new MailOut(
                        on.mailboxes,
                        Mailbox.parse("Phone <phone@capulet.example>"),
                        new MailTemplates(Path.of("no-templates")))),
                voicemail.files(),
                preferences,
                Duration.ZERO,
                metrics);
    }

    private SipCore sip(WaitingMessages messages) {
        var missedCalls = new MissedCalls(
                on.people,
                notifier,
                () -> settings.missedCalls(),
                xmpp::blocks,
                voicemail.fates(on.callers::answering));
        var server = new SipCore(
                settings.sip(),
                settings.pbx().map(WatchConfig::sip),
                new Zone(),
                settings.pbx().flatMap(pbx -> Host.literal(SipActors.PBX)).stream()
                        .toList(),
                new SipCore.Ground(
                        on.people,
                        on.database,
                        new CallLinks(presence, missedCalls),
                        new Acquaintance(() -> xmpp, on.time, chatPresence, new AskedLately(on.time)),
                        texts.fromPhones(),
                        messages,
                        timers,
                        on.time,
                        SipWorld.random(),
                        new MasterKey(new byte[32]),
                        new Trace(on.time),
                        false,
                        chatPresence,
                        new ChatQuiet(presence::config, chatPresence, DOMAIN)),
                new Shards(on.sip.shards().loops().stream().map(life::of).toList()),
                on.sip);
        on.sip.listen(server.listener());
        return server;
    }

    private void startVoicemail() {
        try {
            voicemail.start();
            if (settings.voicemail().isPresent()) {
                var ground = new CallersWhoSpeak.Ground(
                        chosen, voicemail.boxes(), preferences, on.database, pool, timers, () -> core);
                on.callers
                        .answers(settings.voicemail().get(), ground, xmpp.commands())
                        .start();
            }
        } catch (StartFailure | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
