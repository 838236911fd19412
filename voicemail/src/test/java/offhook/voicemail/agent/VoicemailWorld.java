package offhook.voicemail.agent;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.UserId;
import offhook.directory.credentials.MasterKey;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.trace.Trace;
import offhook.runtime.work.Loop;
import offhook.sip.SipConfig;
import offhook.sip.SipCore;
import offhook.sip.call.CallListener;
import offhook.sip.call.CallRecord;
import offhook.sip.call.PhoneStatus;
import offhook.sip.event.Visibility;
import offhook.sip.event.packages.Tuples;
import offhook.sip.event.packages.WaitingMessages;
import offhook.sip.proxy.Quiet;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.VoicemailListener;
import offhook.voicemail.box.Voicemails;
import offhook.voicemail.greeting.Greetings;
import offhook.voicemail.media.MediaListener;
import offhook.voicemail.media.MediaSession;
import offhook.voicemail.pickup.Desk;
import offhook.voicemail.pin.PinKeys;
import offhook.voicemail.pin.Pins;
import offhook.voicemail.prompt.Prompts;
import offhook.voicemail.recording.Recording;
import offhook.voicemail.recording.Recordings;
import org.jdbi.v3.core.Handle;

/** Voicemail on a SIP server in memory, with lines and mailboxes in the hand of the test. */
final class VoicemailWorld implements CallListener, Lines, Mailboxes {

    private static final Prompts PROMPTS = Prompts.load();

    /** What a test may set. */
    @Doc("A test's settings.")
    public record Settings(SipConfig sip, VoicemailConfig voicemail) {}

    final ManualTime time = new ManualTime();
    final SipWorld sip = new SipWorld(time);
    final SipPeer romeo = sip.peer("192.0.2.1:5060");
    final List<FakeLine> lines = new ArrayList<>();
    final List<Recording> added = new ArrayList<>();
    final List<String> ended = new ArrayList<>();
    final List<String> calledBack = new ArrayList<>();
    final TestPeople people = TestPeople.ofVerona();
    final Voicemails voicemails;
    final Pins pins;
    final Recordings recordings;
    final VoicemailAgent agent;
    final SipCore core;
    boolean isUsable = true;
    boolean hasRoom = true;
    Room room = Room.ENOUGH;
    CompletableFuture<Boolean> commit = CompletableFuture.completedFuture(true);
    private int number;

    VoicemailWorld(Path folder, Database database, String... settings) throws ConfigErrors {
        var config = Config.bindText(String.join("\n", settings), Path.of("test.toml"), Settings.class, Map.of());
        core = new SipCore(
                config.sip,
                Optional.empty(),
                new Zone(),
                List.of(),
                new SipCore.Ground(
                        people,
                        database,
                        this,
                        Visibility.ofGroups(),
                        (from, to, devices, text) -> CompletableFuture.completedFuture(null),
                        WaitingMessages.NONE,
                        time,
                        time,
                        SipWorld.random(),
                        new MasterKey(new byte[32]),
                        new Trace(time),
                        false,
                        Tuples.NONE,
                        Quiet.NEVER),
                sip.shards(),
                sip);
        recordings = new Recordings(folder, time, () -> "recording" + ++number, config.voicemail.min());
        voicemails = new Voicemails(
                config.voicemail.box(), new BoxFolder(folder), people, database, time, time, new Nobody());
        pins = new Pins(new PinKeys(new MasterKey(new byte[32]), new SecureRandom()), database, time, time);
        var desk = new Desk(
                config.voicemail.pickup(),
                people,
                voicemails,
                pins,
                new Greetings(folder, database, time),
                PROMPTS,
                (person, caller) ->
                        Optional.of(() -> calledBack.add(caller.address().user())),
                time,
                time);
        agent = new VoicemailAgent(
                config.voicemail,
                new VoicemailAgent.Ground(core.agent()::loop, this, recordings, this, () -> room, time, time, desk));
        core.answering(agent);
        sip.listen(core.listener());
        core.start(List.of(SipWorld.SERVER));
        time.run();
    }

    /** Whoever might be told of voicemails is not. */
    private static final class Nobody implements VoicemailListener {
        @Override
        public void left(Voicemail voicemail, Handle tx) {}

        @Override
        public void changed(Voicemail voicemail, Handle tx) {}

        @Override
        public void transcribed(Voicemail voicemail, Handle tx) {}

        @Override
        public void gone(Voicemail voicemail, Handle tx) {}
    }

    /** The line of the last call. */
    FakeLine line() {
        return lines.get(lines.size() - 1);
    }

    @Override
    public Optional<MediaSession> answer(Loop loop, String offer, MediaListener listener) {
        return isUsable ? Optional.of(offer(loop, listener)) : Optional.empty();
    }

    @Override
    public MediaSession offer(Loop loop, MediaListener listener) {
        lines.add(new FakeLine(listener, time::run));
        return line();
    }

    @Override
    public boolean hasRoom(UserId box) {
        return hasRoom;
    }

    @Override
    public CompletionStage<Boolean> add(Recording recording) {
        return commit.thenApply(ok -> added.add(recording));
    }

    @Override
    public void phoneChanged(UserId user, PhoneStatus status, Instant at) {
        ended.add(user + " " + status);
    }

    @Override
    public void callEnded(CallRecord call, Handle tx) {
        call.legs().forEach(leg -> ended.add(leg.user() + " " + leg.outcome()));
    }
}
