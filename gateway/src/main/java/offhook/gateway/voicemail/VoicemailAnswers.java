package offhook.gateway.voicemail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.gateway.preference.Preferences;
import offhook.runtime.life.Service;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.storage.Room;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Timers;
import offhook.sip.SipCore;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.agent.Lines;
import offhook.voicemail.agent.Mailboxes;
import offhook.voicemail.agent.VoicemailAgent;
import offhook.voicemail.box.Voicemails;
import offhook.voicemail.pickup.Desk;
import offhook.voicemail.recording.Recording;
import offhook.voicemail.recording.Recordings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Voicemail as callers meet it: answers their calls, and makes voicemails of what they say. */
public final class VoicemailAnswers implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(VoicemailAnswers.class);

    /** What is being said when the server goes down is kept: so long it may take. */
    private static final Duration GOODBYE = Duration.ofSeconds(20);

    /** A recording whose voicemail could not be written is tried again after so long. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Supplier<SipCore> sip;
    private final Ground on;
    private final Voicemails boxes;
    private final Lines lines;
    private final Recordings recordings;
    private final VoicemailAgent agent;

    /**
     * What it stands on.
     *
     * @param folder where voicemails are
     * @param preferences what people have chosen
     * @param files threads that may block
     * @param random a strong source
     */
    public record Ground(
            Path folder,
            Preferences preferences,
            Timers timers,
            Executor files,
            Supplier<Room> room,
            InstantSource clock,
            RandomGenerator random,
            Metrics metrics) {}

    /**
     * @param desk where people hear what is there
     * @param lines are closed at the end
     * @param sip is asked once everything is there
     */
    public VoicemailAnswers(VoicemailConfig config, Desk desk, Ground on, Lines lines, Supplier<SipCore> sip) {
        this.sip = sip;
        this.on = on;
        this.boxes = desk.voicemails();
        this.lines = lines;
        recordings = new Recordings(on.folder, on.files, this::id, config.min());
        agent = new VoicemailAgent(
                config,
                new VoicemailAgent.Ground(
                        callId -> sip.get().agent().loop(callId),
                        lines,
                        recordings,
                        new Boxes(),
                        on.room,
                        on.files,
                        on.clock,
                        desk));
        on.metrics.gauge("voicemail_calls", "Calls that voicemail answers now.", agent::calls);
    }

    private String id() {
        return Long.toUnsignedString(on.random.nextLong(), 36) + Long.toUnsignedString(on.random.nextLong(), 36);
    }

    private final class Boxes implements Mailboxes {

        @Override
        public boolean hasRoom(UserId box) {
            return boxes.hasRoom(box);
        }

        @Override
        public Duration answerAfter(User user, Duration usual) {
            return on.preferences.answerAfter(user);
        }

        @Override
        public User greeted(User user) {
            return on.preferences.greeted(user);
        }

        @Override
        public CompletionStage<Boolean> add(Recording recording) {
            return boxes.add(recording).whenComplete((added, failure) -> {
                if (failure != null) {
                    on.timers.after(AGAIN, on.files, () -> adopt(recording));
                }
            });
        }
    }

    /** Whether in this call somebody has listened to their messages. */
    public boolean wasPickup(String call) {
        return agent.wasPickup(call);
    }

    /** Whether in this call there was no room for a message. */
    public boolean hadNoRoom(String call) {
        return agent.hadNoRoom(call);
    }

    /** Whether somebody talks to it, or hears it, now. */
    public boolean isTalking() {
        return agent.calls() > 0;
    }

    @Override
    public String name() {
        return "voicemail";
    }

    @Override
    public void start() throws IOException {
        Files.createDirectories(on.folder.resolve(Access.GREETINGS));
        recordings.recover().forEach(this::adopt);
        sip.get().answering(agent);
    }

    /** Makes a voicemail of what nobody waits for any more. */
    private void adopt(Recording found) {
        boxes.add(found)
                .whenCompleteAsync(
                        (added, failure) -> {
                            if (failure == null) {
                                recordings.settled(found.id());
                            } else {
                                LOG.error(
                                        "Recording {} for {} is no voicemail yet: {}",
                                        found.id(),
                                        found.box(),
                                        Cause.line(failure));
                                on.timers.after(AGAIN, on.files, () -> adopt(found));
                            }
                        },
                        on.files);
    }

    @Override
    public void stop() {
        agent.stop().toCompletableFuture().join();
        lines.close();
    }

    @Override
    public Duration patience() {
        return GOODBYE;
    }
}
