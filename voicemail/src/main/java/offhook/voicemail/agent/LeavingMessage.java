package offhook.voicemail.agent;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import offhook.directory.User;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Timer;
import offhook.sip.answer.OwnCall;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.agent.Conversation.Kept;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.audio.Pause;
import offhook.voicemail.audio.Sequence;
import offhook.voicemail.audio.Speech;
import offhook.voicemail.audio.Tone;
import offhook.voicemail.recording.Recorder;
import offhook.voicemail.talk.Line;
import offhook.voicemail.talk.Talk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One caller who leaves a message. Belongs to the loop of the call. */
final class LeavingMessage implements Talk, Conversation.Actions {

    private static final Logger LOG = LoggerFactory.getLogger(LeavingMessage.class);

    /** Before the first word: the caller's phone may not be at their ear yet. */
    private static final Duration BREATH = Duration.ofMillis(500);

    /** A caller who puts us on hold says nothing that could be counted. */
    private static final Duration BEYOND = Duration.ofMinutes(1);

    /** What is kept of the silence before the first word, in frames: words begin softly. */
    private static final int BEFORE = 15;

    private final VoicemailAgent agent;
    private final VoicemailConfig config;
    private final OwnCall call;
    private final User box;
    private final boolean hasRoom;
    private final Line line;
    private final Function<Line, Talk> pickup;
    private Conversation state = new Conversation.Silent();
    private Recorder recorder; // null but while it records
    private Speech speech;
    private long samples;
    private final Deque<short[]> before = new ArrayDeque<>(); // until somebody speaks
    private long left; // samples of silence that are left out
    private Timer limit = () -> {};

    /** @param pickup of whoever says that the messages are theirs */
    LeavingMessage(
            VoicemailAgent agent, OwnCall call, User box, boolean hasRoom, Line line, Function<Line, Talk> pickup) {
        this.agent = agent;
        this.config = agent.config();
        this.call = call;
        this.box = box;
        this.hasRoom = hasRoom;
        this.line = line;
        this.pickup = pickup;
    }

    // What happens

    @Override
    public void begins() {
        state = state.hears(hasRoom, this);
    }

    @Override
    public void digit(char digit) {
        state = state.key(digit, this);
    }

    @Override
    public void gone() {
        state = state.gone(this);
    }

    @Override
    public void stops() {
        state = state.stops(this);
    }

    @Override
    public void audio(short[] pcm) {
        if (recorder == null) {
            return;
        }
        speech.hear(pcm);
        samples += pcm.length;
        add(pcm);
        boolean isFull = samples >= config.max().toMillis() * line.rate() / 1000;
        boolean isQuiet = speech.quiet().compareTo(config.silence()) >= 0;
        if (isFull || isQuiet || recorder.isBroken()) {
            state = state.enough(this);
        }
    }

    private void add(short[] pcm) {
        if (speech.spoken().isZero()) {
            before.add(pcm.clone());
            // The last of them may be the first of a word.
            if (before.size() > BEFORE + 1) {
                left += before.remove().length;
            }
            return;
        }
        before.forEach(recorder::add);
        before.clear();
        recorder.add(pcm);
    }

    // What we do

    private void play(Audio audio) {
        line.play(audio, () -> state = state.played(this));
    }

    @Override
    public void greet() {
        agent.on().files().execute(() -> {
            var greeting = agent.greeting(box);
            line.loop().execute(() -> {
                if (state instanceof Conversation.Greeting) {
                    play(new Sequence(line.rate(), List.of(new Pause(line.rate(), BREATH), greeting)));
                }
            });
        });
    }

    @Override
    public void beep() {
        play(Tone.beep(line.rate()));
    }

    @Override
    public void record() {
        speech = new Speech(line.rate());
        recorder = agent.on()
                .recordings()
                .begin(
                        box.id(),
                        call.caller(),
                        call.record(),
                        agent.on().clock().instant(),
                        line.rate());
        limit = line.loop().after(config.max().plus(BEYOND), () -> state = state.enough(this));
    }

    @Override
    public void keep() {
        limit.cancel();
        var ended = recorder;
        recorder = null;
        // Where nobody spoke there is nothing to keep.
        long kept = speech.spoken().isZero() ? 0 : speech.end() - left;
        agent.keep(ended, kept).whenCompleteAsync((what, failure) -> kept(what, failure), line.loop());
    }

    private void kept(Kept what, Throwable failure) {
        if (failure != null) {
            LOG.error("call {}: the message for {} is not kept: {}", call.callId(), box.id(), Cause.line(failure));
        } else {
            LOG.info("call {}: the message for {} is kept: {}", call.callId(), box.id(), what);
        }
        state = state.kept(failure == null ? what : Kept.FAILED, this);
    }

    @Override
    public void thank() {
        play(VoicemailAgent.thanks(line.rate()));
    }

    @Override
    public void apologise() {
        play(agent.apology(box, hasRoom));
    }

    @Override
    public void pickUp() {
        line.silence();
        line.become(pickup.apply(line));
    }

    @Override
    public void hangUp() {
        line.hangUp();
    }

    @Override
    public void over() {
        limit.cancel();
        line.over();
    }
}
