package offhook.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import offhook.directory.User;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.sip.agent.Ending;
import offhook.sip.agent.SessionListener;
import offhook.sip.answer.Answering;
import offhook.sip.answer.OwnCall;
import offhook.sip.message.SipFailure;

/** Voicemail that answers, and keeps nothing. */
record VoicemailStage(Settings settings, Queue<String> told, Executor later) implements Answering {

    /** What a trace may set. */
    @Doc("A trace's voicemail.")
    public record Settings(
            @Doc("How long phones ring.") Duration answerAfter,
            @Doc("What a PBX dials.") Optional<String> number,
            @Doc("Whose voicemail takes no call.") @Default("") List<String> busy) {}

    @Override
    public Optional<Duration> answerAfter(User user) {
        return Optional.of(settings.answerAfter);
    }

    @Override
    public Optional<String> number() {
        return settings.number;
    }

    @Override
    public void answer(OwnCall call) {
        var box = call.box().orElseThrow().id().value();
        if (settings.busy.contains(box)) {
            throw new SipFailure(486);
        }
        var record = call.record().equals(call.callId()) ? "" : ", record " + call.record();
        told.add("voicemail of " + box + record);
        call.answer("v=0\r\n", new SessionListener() {
            @Override
            public Optional<String> offered(String description) {
                return Optional.of("v=0\r\n");
            }

            @Override
            public String offer() {
                return "v=0\r\n";
            }

            @Override
            public boolean answered(String description) {
                return true;
            }

            @Override
            public void digit(char digit) {}

            @Override
            public void ended(Ending why) {
                later.execute(call::settled);
            }
        });
    }
}
