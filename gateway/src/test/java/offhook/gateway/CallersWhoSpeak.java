package offhook.gateway;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import offhook.directory.Directory;
import offhook.directory.UserId;
import offhook.directory.credentials.MasterKey;
import offhook.gateway.preference.Preferences;
import offhook.gateway.voicemail.Access;
import offhook.gateway.voicemail.AccessCommands;
import offhook.gateway.voicemail.VoicemailAnswers;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timers;
import offhook.sip.SipCore;
import offhook.sip.call.Caller;
import offhook.sip.testing.SipWorld;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.agent.Lines;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.box.Voicemails;
import offhook.voicemail.media.MediaListener;
import offhook.voicemail.media.MediaSession;
import offhook.voicemail.pickup.Desk;
import offhook.voicemail.prompt.Prompts;
import offhook.voicemail.recording.Recording;
import offhook.voicemail.testing.Spoken;
import offhook.xmpp.command.Commands;

/**
 * Callers of a trace who have just left a voicemail: "+15550123 leaves juliet a voicemail of 23 seconds". The first has the id
 * vm000001, and so on. "vm000001 says But soft" is what somebody has written down of it. "whoever is on the line speaks for
 * 5 seconds" is heard in the last call that voicemail has answered.
 */
final class CallersWhoSpeak implements Lines {

    private static final Prompts PROMPTS = Prompts.load();
    private static final Pattern LEAVES = Pattern.compile("(\\S+) leaves (\\S+) a voicemail of (\\d+) seconds");
    private static final Pattern SAYS = Pattern.compile("(vm\\d{6}) says (.+)");

    private static final Pattern SPEAKS = Pattern.compile("whoever is on the line speaks for (\\d+) seconds");

    private final Directory directory;
    private final BoxFolder folder;
    private final InstantSource clock;
    private Optional<VoicemailAnswers> answering = Optional.empty();
    private SpokenLine line;
    private int left;

    CallersWhoSpeak(Directory directory, Path data, InstantSource clock) {
        this.directory = directory;
        this.folder = new BoxFolder(data.resolve("voicemail"));
        this.clock = clock;
    }

    boolean happens(Event event, Voicemails boxes) {
        var leaves = LEAVES.matcher(event.text());
        if (leaves.matches()) {
            var seconds = Duration.ofSeconds(Integer.parseInt(leaves.group(3)));
            boxes.add(recording(leaves.group(1), new UserId(leaves.group(2)), seconds));
            return true;
        }
        var says = SAYS.matcher(event.text());
        if (says.matches()) {
            boxes.transcriptions().keep(says.group(1), says.group(2));
            return true;
        }
        var speaks = SPEAKS.matcher(event.text());
        if (speaks.matches()) {
            line.speaks(Duration.ofSeconds(Integer.parseInt(speaks.group(1))));
            return true;
        }
        return false;
    }

    /** What the voicemail that takes their calls stands on. */
    record Ground(
            Directory directory,
            Voicemails boxes,
            Preferences preferences,
            Database database,
            Executor pool,
            Timers timers,
            Supplier<SipCore> sip) {}

    /** Voicemail that takes their calls, and what people can do about it in chat. */
    VoicemailAnswers answers(VoicemailConfig config, Ground on, Commands commands) {
        var access = Access.of(
                new MasterKey(new byte[32]), new SecureRandom(), on.database, clock, on.pool, folder.folder());
        new AccessCommands(directory, access, Optional.empty()).offer(commands);
        var desk = new Desk(
                config.pickup(),
                on.directory,
                on.boxes,
                access.pins(),
                access.greetings(),
                PROMPTS,
                Desk.CallBacks.NONE,
                on.pool,
                clock);
        var ground = new VoicemailAnswers.Ground(
                folder.folder(),
                on.preferences,
                on.timers,
                on.pool,
                () -> Room.ENOUGH,
                clock,
                SipWorld.random(),
                new Metrics());
        var answers = new VoicemailAnswers(config, desk, ground, this, on.sip);
        answering = Optional.of(answers);
        return answers;
    }

    /** Empty before there is one. */
    Optional<VoicemailAnswers> answering() {
        return answering;
    }

    @Override
    public Optional<MediaSession> answer(Loop loop, String offer, MediaListener listener) {
        return Optional.of(offer(loop, listener));
    }

    @Override
    public MediaSession offer(Loop loop, MediaListener listener) {
        line = new SpokenLine(loop, listener);
        return line;
    }

    /** It claims to be as long as the trace says, so that the file need not be. */
    private Recording recording(String caller, UserId box, Duration length) {
        var id = "vm%06d".formatted(++left);
        var who = Caller.of(directory, caller, "", "pbx.example");
        var spoken = new Spoken(folder).by(who, id, box, clock.instant().minus(length));
        return new Recording(id, box, who, spoken.callId(), spoken.began(), length, spoken.rate(), spoken.wav(), false);
    }
}
