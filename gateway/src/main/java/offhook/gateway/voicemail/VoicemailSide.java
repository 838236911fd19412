package offhook.gateway.voicemail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.gateway.notify.AtVoicemail;
import offhook.gateway.notify.AtVoicemail.Fate;
import offhook.gateway.notify.Markers;
import offhook.gateway.notify.Notifier;
import offhook.gateway.notify.VoicemailAlerts;
import offhook.gateway.notify.VoicemailFiles;
import offhook.gateway.preference.Preferences;
import offhook.runtime.life.Service;
import offhook.runtime.life.StartFailure;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Timers;
import offhook.voicemail.box.BoxConfig;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.box.Transcriptions;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemails;
import offhook.voicemail.mp3.Mp3Files;
import offhook.voicemail.transcript.Transcripts;
import offhook.xmpp.command.Commands;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.web.WebSite;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Voicemail as people meet it: their boxes, and what of them is in chat, in mails, on the web and on lamps. Safe to share. */
public final class VoicemailSide implements Service {

    private static final String FOLDER = "voicemail";

    /** How long a mail waits for what was said. */
    private static final Duration HOLD = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(VoicemailSide.class);

    private final Ground on;
    private final Optional<Transcripts> transcripts;
    private final Optional<Links> links;
    private final Recordings recordings;
    private final VoicemailLinks listener;
    private final Voicemails boxes;

    /**
     * What it stands on.
     *
     * @param data the data folder
     * @param preferences what people have chosen
     * @param io where files and the database are read: not a loop
     * @param site the web server; empty if there is none
     */
    public record Ground(
            Directory directory,
            Preferences preferences,
            Database database,
            Path data,
            Timers timers,
            InstantSource clock,
            Executor io,
            Optional<WebSite> site) {}

    /**
     * Makes its tables. Blocks.
     *
     * @param transcripts write down what was said; empty if nobody does
     * @param encoders where MP3 files are made, which takes all of a processor
     * @param notifier need not be there before the first voicemail
     */
    public VoicemailSide(
            BoxConfig config,
            Optional<Transcripts> transcripts,
            Ground on,
            Executor encoders,
            Supplier<Notifier> notifier) {
        this.on = on;
        this.transcripts = transcripts;
        on.database.migrate(LinkTable.MODULE);
        var folder = new BoxFolder(on.data.resolve(FOLDER));
        var mp3 = new Mp3Files(folder, encoders);
        links = on.site.map(site -> new Links(mp3, site.files(), site.url(), on.database, on.io, config.link()));
        recordings = new Recordings(folder, mp3, links, on.database, on.io, on.preferences::mail);
        var hold = transcripts.isPresent() ? HOLD : Duration.ZERO;
        listener = new VoicemailLinks(new VoicemailAlerts(notifier, hold), links, this::transcribe);
        boxes = new Voicemails(config, folder, on.directory, on.database, on.clock, on.io, listener);
    }

    /** Called in the transaction: what comes of it is written behind that. */
    private void transcribe(Voicemail voicemail, Handle tx) {
        transcripts.ifPresent(by -> {
            Transcriptions.begin(voicemail.id(), tx);
            transcribe(voicemail, by);
        });
    }

    private void transcribe(Voicemail voicemail, Transcripts by) {
        var id = voicemail.id();
        var language = on.directory.user(voicemail.box()).map(User::language).orElse(Locale.ENGLISH);
        by.write(id, boxes.folder().wav(id), language, text -> written(id, text).whenComplete((done, failure) -> {
            if (failure != null) {
                log.error("what voicemail {} says is not kept: {}", id, Cause.line(failure));
            }
        }));
    }

    private CompletionStage<?> written(String id, Optional<String> text) {
        var transcriptions = boxes.transcriptions();
        return text.isPresent() ? transcriptions.keep(id, text.get()) : transcriptions.giveUp(id);
    }

    /** What was being written down when the server went down. */
    private void transcribeAgain(Transcripts by) {
        boxes.transcriptions().again().whenComplete((left, failure) -> {
            if (failure == null) {
                left.forEach(voicemail -> transcribe(voicemail, by));
            } else {
                log.error("what was left to be written down is not known: {}", Cause.line(failure));
            }
        });
    }

    /** The boxes themselves. */
    public Voicemails boxes() {
        return boxes;
    }

    /** What goes with the alerts. */
    public VoicemailFiles files() {
        return recordings;
    }

    /** The pages of voicemails; empty where there is no web server. */
    public Optional<VoicemailPages> pages() {
        return links.map(by -> new VoicemailPages(on.directory, boxes, by, on.clock, on.io));
    }

    /**
     * What became of calls.
     *
     * @param answers empty where nobody answers
     */
    public AtVoicemail fates(Supplier<Optional<VoicemailAnswers>> answers) {
        return (call, tx) -> {
            if (Voicemails.isLeftIn(call, tx)) {
                return Fate.LEFT;
            }
            if (answers.get().filter(by -> by.wasPickup(call)).isPresent()) {
                return Fate.PICKED_UP;
            }
            return answers.get().filter(by -> by.hadNoRoom(call)).isPresent() ? Fate.NO_ROOM : Fate.NOTHING;
        };
    }

    /**
     * The address in chat.
     *
     * @param out takes its answers
     */
    public VoicemailContact contact(Consumer<Stanza> out) {
        return new VoicemailContact(
                on.directory, () -> boxes, new Markers(on.directory, on.database, on.clock)::takes, out);
    }

    /** Offers what people can do at that address. */
    public void offer(Commands to) {
        new VoicemailCommands(
                        on.directory,
                        boxes,
                        (voicemail, user) -> recordings.linked(VoicemailAlerts.alert(voicemail), user),
                        on.clock)
                .install(to, VoicemailContact.address(on.directory.domain()));
    }

    /** Somebody is removed, in the transaction that does it. */
    public void forget(UserId user, Handle tx) {
        boxes.forget(user, tx);
        listener.forget(user, tx);
    }

    @Override
    public String name() {
        return "voicemail";
    }

    @Override
    public void start() throws StartFailure {
        try {
            boxes.start(on.timers);
            transcripts.ifPresent(this::transcribeAgain);
        } catch (IOException e) {
            throw new StartFailure("The folder of voicemails cannot be used: " + e, 1, e);
        }
    }

    /** What is acknowledged is written; what is being made of it is made again. */
    @Override
    public void stop() {
        transcripts.ifPresent(Transcripts::close);
    }
}
