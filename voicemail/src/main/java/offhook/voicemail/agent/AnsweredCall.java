package offhook.voicemail.agent;

import java.util.Optional;
import java.util.function.Function;
import offhook.runtime.work.Loop;
import offhook.sip.agent.Ending;
import offhook.sip.agent.Session;
import offhook.sip.agent.SessionListener;
import offhook.sip.answer.OwnCall;
import offhook.sip.message.SipFailure;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.media.MediaListener;
import offhook.voicemail.media.MediaSession;
import offhook.voicemail.talk.Line;
import offhook.voicemail.talk.Talk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call that we have answered: its signalling, its audio, and the talk that goes on. Belongs to the loop of its Call-ID. */
final class AnsweredCall implements SessionListener, MediaListener, Line {

    private static final Logger LOG = LoggerFactory.getLogger(AnsweredCall.class);

    private final VoicemailAgent agent;
    private final OwnCall call;
    private final Loop loop;
    private Talk talk;
    private MediaSession media;
    private Session session;
    private boolean hasBegun;

    AnsweredCall(VoicemailAgent agent, OwnCall call, Function<Line, Talk> about) {
        this.agent = agent;
        this.call = call;
        this.loop = agent.on().loops().apply(call.callId());
        this.talk = about.apply(this);
    }

    /** @throws SipFailure if the call cannot be answered; then nothing is left of it */
    void answer() {
        media = call.offer()
                .map(offer -> agent.on().lines().answer(loop, offer, this).orElseThrow(() -> new SipFailure(488)))
                .orElseGet(() -> agent.on().lines().offer(loop, this));
        session = call.answer(media.description(), this);
        if (call.offer().isPresent()) {
            begin();
        }
    }

    private void begin() {
        if (!hasBegun) {
            hasBegun = true;
            talk.begins();
        }
    }

    /** The server goes down. From any thread. */
    void stop() {
        loop.execute(() -> talk.stops());
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
            begin();
        }
        return usable;
    }

    @Override
    public void digit(char digit) {
        talk.digit(digit);
    }

    @Override
    public void ended(Ending why) {
        media.close();
        talk.gone();
    }

    @Override
    public void audio(short[] pcm) {
        talk.audio(pcm);
    }

    @Override
    public void lost() {
        LOG.info("call {} for voicemail: no audio comes any more", call.callId());
        talk.stops();
    }

    // What the talk does

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public String callId() {
        return call.callId();
    }

    @Override
    public int rate() {
        return media.rate();
    }

    @Override
    public void play(Audio audio, Runnable done) {
        media.play(audio, done);
    }

    @Override
    public void silence() {
        media.silence();
    }

    @Override
    public void become(Talk other) {
        talk = other;
        other.begins();
    }

    /** Their phone plays nothing after a BYE. */
    @Override
    public void hangUp() {
        media.whenSaid(session::hangUp);
    }

    @Override
    public void over() {
        call.settled();
        agent.over(this);
    }
}
