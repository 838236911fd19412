package offhook.gateway;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import offhook.directory.Directory;
import offhook.directory.PasswordCheck;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.gateway.chat.PhoneChat;
import offhook.gateway.contacts.Contacts;
import offhook.gateway.dial.DialDesk;
import offhook.gateway.notify.MailOut;
import offhook.gateway.notify.MissedCalls;
import offhook.gateway.notify.Notifier;
import offhook.gateway.ops.OpsServer;
import offhook.gateway.preference.Preferences;
import offhook.gateway.presence.ChatPresence;
import offhook.gateway.presence.PhonePresence;
import offhook.gateway.voicemail.Access;
import offhook.gateway.voicemail.VoicemailAnswers;
import offhook.gateway.voicemail.VoicemailSide;
import offhook.mail.SmtpBridge;
import offhook.mail.intake.Intake;
import offhook.pbx.watch.PbxWatch;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.life.StartFailure;
import offhook.runtime.memory.OldGeneration;
import offhook.runtime.memory.QuietCollection;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.net.TlsFailure;
import offhook.runtime.storage.DiskWatch;
import offhook.sip.SipCore;
import offhook.sip.SipServer;
import offhook.voicemail.mp3.Mp3Files;
import offhook.xmpp.XmppCore;
import offhook.xmpp.XmppServer;
import org.jdbi.v3.core.Handle;

/** The parts of the server, and who calls whom: that is decided here, once. Nothing of it listens yet. */
final class Parts {

    private static final int PASSWORDS_WAITING = 256;
    private static final int CHECK_KEY_BYTES = 32;

    final Foundation on;
    final TlsContexts tls;
    final ExecutorService mailers = SmtpBridge.workers();
    final ExecutorService encoders = Mp3Files.workers();
    final PeopleService people;
    final PhonePresence presence;
    final ChatPresence chatPresence;
    final PasswordCheck passwords;
    final PhoneChat texts;
    final Preferences preferences;
    final Directory chosen;
    final VoicemailSide voicemail;
    final Access access;
    final DialDesk dial;
    final Contacts contacts;
    final XmppCore xmppCore;
    final XmppServer xmpp;
    final Notifier notifier;
    final MissedCalls missedCalls;
    final SipServer sip;
    final Optional<PbxWatch> pbx;
    final Optional<VoicemailAnswers> answers;
    final Optional<Intake> intake;
    final DiskWatch disk;
    final Reload reload;
    final Optional<Web> web;
    final OpsServer ops;
    private final Optional<QuietCollection> collection;

    /**
     * Opens the database and puts the parts together.
     *
     * @param disks tells which disk a folder is on
     * @param up whether everything listens
     */
    Parts(Reload.Configuration file, Function<Path, DiskWatch.Disk> disks, BooleanSupplier up)
            throws ConfigErrors, StartFailure {
        var config = file.read();
        var mail = MailOut.of(config.mail(), config.data(), mailers);
        on = new Foundation(config.data(), config.storage(), config.nameServer());
        try {
            var ofChat = new ChatParts(this, config);
            var ofPhones = new PhoneParts(this, config);
            var ofVoicemail = new VoicemailParts(this, config);
            tls = tls(config);
            disk = new DiskWatch(config.data(), disks.apply(config.data()), on.timers, on.pool);
            people = new PeopleService(config.domain(), config.directory(), config.ringGroups(), on);
            presence = new PhonePresence(
                    config.presence(),
                    people.book,
                    on.lanes,
                    on.timers,
                    this::presenceChanged,
                    new PhoneActivity(() -> chat().pep()));
            chatPresence = new ChatPresence(people.book, () -> chat().presence());
            reload = new Reload(file, config, presence, people, tls);
            passwords = new PasswordCheck(people.book, on.heavy, checkKey(), PASSWORDS_WAITING);
            web = config.http().map(http -> new Web(http, config, on, tls, disk));
            texts = ofChat.texts();
            preferences = ofVoicemail.preferences();
            chosen = preferences.over(people.book);
            voicemail = ofVoicemail.side();
            access = ofVoicemail.access();
            dial = ofChat.dial();
            contacts = ofChat.contacts();
            xmppCore = ofChat.core();
            ofVoicemail.offer();
            xmpp = ofChat.server();
            xmppCore.presence().listen(chatPresence);
            on.database.migrate("gateway");
            notifier = ofChat.notifier(mail);
            missedCalls =
                    new MissedCalls(people.book, notifier, reload::missedCalls, xmppCore::blocks, ofVoicemail.fates());
            pbx = ofPhones.pbx();
            sip = ofPhones.server(ofVoicemail.waiting());
            answers = ofVoicemail.answers();
            intake = new PbxMail(this).intake(config);
            people.people.onRemoval(this::forget);
            xmppCore.admit(new DiskRule(disk::room));
            ops = new Operations(this, up).server(config);
            collection = OldGeneration.ofSerialCollector()
                    .map(old -> new QuietCollection(old, this::isHeard, on.timers, on.pool));
        } catch (StartFailure | RuntimeException e) {
            on.close();
            throw e;
        }
    }

    private TlsContexts tls(GatewayConfig config) throws StartFailure {
        try {
            return new TlsContexts(config.tls(), config.data(), config.names(), on.clock, on.timers, on.pool);
        } catch (TlsFailure e) {
            throw new StartFailure("[tls] " + e.getMessage(), 1, e);
        }
    }

    private byte[] checkKey() {
        byte[] key = new byte[CHECK_KEY_BYTES];
        on.random.nextBytes(key);
        return key;
    }

    /** The overlay is asked for before the XMPP side is whole; nobody is online until it is. */
    private void presenceChanged(Jid account) {
        xmppCore.presenceChanged(account);
    }

    /** For parts that are there before it. */
    XmppCore chat() {
        return xmppCore;
    }

    /** Nothing of somebody who is removed is left for the next one of that name; in the transaction that does it. */
    private void forget(UserId user, Handle tx) {
        xmppCore.forget(user, tx);
        SipCore.forget(user, tx);
        Contacts.forget(user, tx);
        Optional.ofNullable(sip.core()).ifPresent(core -> core.calls().forget(user)); // none before the start
        notifier.forget(user, tx);
        voicemail.forget(user, tx);
        access.forget(user, tx);
        preferences.forget(user, tx);
        pbx.ifPresent(watch -> watch.forget(user, tx));
        presence.forget(user);
        dial.forget(user);
    }

    /** Only audio is so much in a hurry. */
    private boolean isHeard() {
        return answers.map(VoicemailAnswers::isTalking).orElse(false);
    }

    void close() {
        collection.ifPresent(QuietCollection::close);
        disk.close();
        tls.close();
        on.close();
        mailers.shutdown();
        encoders.shutdownNow(); // what is not made is made when it is asked for again
    }
}
