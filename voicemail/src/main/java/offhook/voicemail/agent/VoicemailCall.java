package offhook.voicemail.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.directory.User;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;
import offhook.sip.agent.Ending;
import offhook.sip.agent.Session;
import offhook.sip.agent.SessionListener;
import offhook.sip.answer.OwnCall;
import offhook.sip.message.SipFailure;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.agent.Conversation.Kept;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.audio.Pause;
import offhook.voicemail.audio.Sequence;
import offhook.voicemail.audio.Speech;
import offhook.voicemail.audio.Tone;
import offhook.voicemail.media.MediaListener;
import offhook.voicemail.media.MediaSession;
import offhook.voicemail.recording.Recorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One caller who leaves a message. Belongs to the loop of its Call-ID. */
final class VoicemailCall implements SessionListener, MediaListener, Conversation.Actions {

    private static final Logger LOG = LoggerFactory.getLogger(VoicemailCall.class);

    /** Before the first word: the caller's phone may not be at their ear yet. */
    private static final Duration BREATH = Duration.ofMillis(500);

    /** A caller who puts us on hold says nothing that could be counted. */
    private static final Duration BEYOND = Duration.ofMinutes(1);

    private final VoicemailAgent agent;
    private final VoicemailConfig config;
    private final OwnCall call;
    private final User box;
    private final boolean hasRoom;
    private final Loop loop;
    private MediaSession media;
    private Session session;
    private Conversation state = new Conversation.Silent();
    private Recorder recorder; // null but while it records
    private Speech speech;
    private long samples;
    private Timer limit = () -> {};

    VoicemailCall(VoicemailAgent agent, OwnCall call, User box, boolean hasRoom) {
        this.agent = agent;
        this.config = agent.config();
        this.call = call;
        this.box = box;
        this.hasRoom = hasRoom;
        this.loop = agent.on().loops().apply(call.callId());
    }

    /** @throws SipFailure if the call cannot be answered; then nothing is left of it */
    void answer() {
        media = call.offer()
                .map(offer -> agent.on().lines().answer(loop, offer, this).orElseThrow(() -> new SipFailure(488)))
                .orElseGet(() -> agent.on().lines().offer(loop, this));
        session = call.answer(media.description(), this);
        if (call.offer().isPresent()) {
            state = state.hears(hasRoom, this);
        }
    }

    User box() {
        return box;
    }

    /** The server goes down. From any thread. */
    void stop() {
        loop.execute(() -> state = state.stops(this));
    }

    // What the caller's phone says

    @Override
    public Optional<String> offered(String description) {
        return media.reoffered(description);
    }

    @Override
    public String offer() {
        return media.description();
    }

    @Override
    public boolean answered(String description) {
        boolean usable = media.answered(description);
        if (usable) {
            state = state.hears(hasRoom, this);
        }
        return usable;
    }

    @Override
    public void digit(char digit) {
        state = state.key(digit, this);
    }

    @Override
    public void ended(Ending why) {
        media.close();
        state = state.gone(this);
    }

    // What the caller says

    @Override
    public void audio(short[] pcm) {
        if (recorder == null) {
            return;
        }
        recorder.add(pcm);
        speech.hear(pcm);
        samples += pcm.length;
        boolean isFull = samples >= config.max().toMillis() * media.rate() / 1000;
        boolean isQuiet = speech.quiet().compareTo(config.silence()) >= 0;
        if (isFull || isQuiet || recorder.isBroken()) {
            state = state.enough(this);
        }
    }

    @Override
    public void lost() {
        LOG.info("call {} for the voicemail of {}: no audio comes any more", call.callId(), box.id());
        state = state.stops(this);
    }

    // What we do

    private void play(Audio audio) {
        media.play(audio, () -> state = state.played(this));
    }

    @Override
    public void greet() {
        agent.on().files().execute(() -> {
            var greeting = agent.greeting(box);
            loop.execute(() -> {
                if (state instanceof Conversation.Greeting) {
                    play(new Sequence(media.rate(), List.of(new Pause(media.rate(), BREATH), greeting)));
                }
            });
        });
    }

    @Override
    public void beep() {
        play(Tone.beep(media.rate()));
    }

    @Override
    public void record() {
        speech = new Speech(media.rate());
        recorder = agent.on()
                .recordings()
                .begin(
                        box.id(),
                        call.caller(),
                        call.record(),
                        agent.on().clock().instant(),
                        media.rate());
        limit = loop.after(config.max().plus(BEYOND), () -> state = state.enough(this));
    }

    @Override
    public void keep() {
        limit.cancel();
        var ended = recorder;
        recorder = null;
        // Where nobody spoke there is nothing to keep.
        long kept = speech.spoken().isZero() ? 0 : speech.end();
        agent.keep(ended, kept).whenCompleteAsync((what, failure) -> kept(what, failure), loop);
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
        play(VoicemailAgent.thanks(media.rate()));
    }

    @Override
    public void apologise() {
        play(agent.apology(box, hasRoom));
    }

    @Override
    public void hangUp() {
        session.hangUp();
    }

    @Override
    public void over() {
        limit.cancel();
        call.settled();
        agent.over(this);
    }
}
