package offhook.voicemail.agent;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.runtime.storage.Room;
import offhook.runtime.work.Loop;
import offhook.sip.answer.Answering;
import offhook.sip.answer.OwnCall;
import offhook.sip.message.SipFailure;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.agent.Conversation.Kept;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.audio.Pause;
import offhook.voicemail.audio.Sequence;
import offhook.voicemail.audio.Tone;
import offhook.voicemail.pickup.Desk;
import offhook.voicemail.pickup.PickupCall;
import offhook.voicemail.prompt.Prompt;
import offhook.voicemail.recording.Recorder;
import offhook.voicemail.recording.Recordings;
import offhook.voicemail.talk.Line;
import offhook.voicemail.talk.Talk;

/** Answers calls in the stead of people and records what is said, and has people hear it. Safe to share. */
public final class VoicemailAgent implements Answering {

    /** Calls that are answered for one person at the same time: nobody has more friends than that who call at once. */
    private static final int MOST_FOR_ONE = 5;

    /**
     * What it stands on.
     *
     * @param loops where everything of a Call-ID happens
     * @param files threads that may block
     * @param room of the disk
     */
    public record Ground(
            Function<String, Loop> loops,
            Lines lines,
            Recordings recordings,
            Mailboxes mailboxes,
            Supplier<Room> room,
            Executor files,
            InstantSource clock,
            Desk desk) {}

    private final VoicemailConfig config;
    private final Ground ground;
    private final Map<AnsweredCall, User> calls = new ConcurrentHashMap<>();
    private final LatestCalls pickups = new LatestCalls();
    private final LatestCalls refused = new LatestCalls();
    private final Map<UserId, Integer> callsOf = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean stopping;

    public VoicemailAgent(VoicemailConfig config, Ground ground) {
        this.config = config;
        this.ground = ground;
    }

    VoicemailConfig config() {
        return config;
    }

    Ground on() {
        return ground;
    }

    /** How many calls it answers now. */
    public int calls() {
        return calls.size();
    }

    @Override
    public Optional<Duration> answerAfter(User user) {
        return Optional.of(ground.mailboxes.answerAfter(user, config.answerAfter()));
    }

    @Override
    public Optional<String> number() {
        return config.number();
    }

    @Override
    public boolean picksUp() {
        return true;
    }

    /** Whether in this call, {@link OwnCall#record}, somebody has listened to their messages; of the last thousand. */
    public boolean wasPickup(String record) {
        return pickups.has(record);
    }

    /** Whether in this call there was no room for what the caller would have said; of the last thousand. */
    public boolean hadNoRoom(String record) {
        return refused.has(record);
    }

    @Override
    public void answer(OwnCall call) {
        var box = call.box().or(call::listener).orElseThrow(() -> new SipFailure(404));
        boolean isOwner =
                call.listener().filter(one -> one.id().equals(box.id())).isPresent();
        if (stopping || calls.size() >= config.calls()) {
            throw new SipFailure(503);
        }
        if (callsOf.merge(box.id(), 1, Integer::sum) > MOST_FOR_ONE && !isOwner) {
            forget(box);
            throw new SipFailure(486);
        }
        var answered = new AnsweredCall(
                this, call, line -> isOwner ? pickup(call, box, line, true) : message(call, box, line));
        calls.put(answered, box);
        try {
            answered.answer();
        } catch (SipFailure failure) {
            over(answered);
            throw failure;
        }
    }

    private Talk message(OwnCall call, User box, Line line) {
        boolean hasRoom = ground.room.get() == Room.ENOUGH && ground.mailboxes.hasRoom(box.id());
        if (!hasRoom) {
            refused.add(call.record());
        }
        var greeted = ground.mailboxes.greeted(box);
        return new LeavingMessage(this, call, greeted, hasRoom, line, same -> pickup(call, box, same, false));
    }

    private Talk pickup(OwnCall call, User box, Line line, boolean trusted) {
        var person = ground.desk.directory().user(box.id()).orElse(box);
        return new PickupCall(ground.desk, line, person, call.caller(), trusted, () -> pickups.add(call.record()));
    }

    private void forget(User box) {
        callsOf.computeIfPresent(box.id(), (id, number) -> number == 1 ? null : number - 1);
    }

    void over(AnsweredCall call) {
        Optional.ofNullable(calls.remove(call)).ifPresent(this::forget);
        if (stopping && calls.isEmpty()) {
            drained.complete(null);
        }
    }

    /** Takes no more calls, and keeps what is being said. The stage completes when all of it is kept. */
    public CompletionStage<Void> stop() {
        stopping = true;
        if (calls.isEmpty()) {
            drained.complete(null);
        }
        List.copyOf(calls.keySet()).forEach(AnsweredCall::stop);
        return drained;
    }

    /** What is kept of a recording becomes a voicemail. */
    CompletionStage<Kept> keep(Recorder recorder, long samples) {
        return recorder.finish(samples).thenCompose(made -> made.map(recording -> ground.mailboxes
                        .add(recording)
                        .thenApplyAsync(
                                added -> {
                                    ground.recordings.settled(recording.id());
                                    return added ? Kept.YES : Kept.NOTHING;
                                },
                                ground.files))
                .orElseGet(() -> CompletableFuture.completedFuture(Kept.NOTHING)));
    }

    // What it says

    /** Blocks. */
    Audio greeting(User box) {
        return ground.desk.greeting(box).audio();
    }

    /** @param hadRoom false if the message could not even begin */
    Audio apology(User box, boolean hadRoom) {
        var prompt = hadRoom ? Prompt.NOT_KEPT : Prompt.NO_ROOM;
        return ground.desk.prompts().of(prompt, box.language()).audio();
    }

    /** Two tones, the second one higher: "it is kept". */
    static Audio thanks(int rate) {
        var note = Duration.ofMillis(150);
        return new Sequence(
                rate,
                List.of(
                        new Tone(rate, 660, note, -14),
                        new Pause(rate, Duration.ofMillis(50)),
                        new Tone(rate, 880, note.multipliedBy(2), -14)));
    }
}
