package offhook.voicemail.pickup;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import offhook.directory.UserId;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.audio.Tone;
import offhook.voicemail.talk.Line;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a caller hear one thing at a time, made ready elsewhere than on the loop. Belongs to the loop of the call. */
final class Player {

    private static final Logger LOG = LoggerFactory.getLogger(Player.class);

    private final Line line;
    private final UserId person;
    private final Executor files;
    private int plays; // what is made ready for an earlier one is not played any more
    private ReadAhead message; // null but while one is played

    /** @param files threads that may block */
    Player(Line line, UserId person, Executor files) {
        this.line = line;
        this.person = person;
        this.files = files;
    }

    /**
     * Plays it in the place of what was played before.
     *
     * @param audio may block
     * @param then runs at its end, also if it cannot be played
     */
    void play(Supplier<Audio> audio, Runnable then) {
        silence();
        int number = plays;
        files.execute(() -> {
            var ready = ready(audio);
            line.loop().execute(() -> {
                if (number == plays) {
                    ready.ifPresentOrElse(sound -> begin(sound, then), then);
                } else if (ready.orElse(null) instanceof ReadAhead late) {
                    late.close();
                }
            });
        });
    }

    private Optional<Audio> ready(Supplier<Audio> audio) {
        try {
            return Optional.of(audio.get());
        } catch (RuntimeException e) { // the call goes on with what comes behind it
            LOG.error("call {}: what {} wants to hear cannot be played: {}", line.callId(), person, e.toString());
            return Optional.empty();
        }
    }

    private void begin(Audio audio, Runnable then) {
        message = audio instanceof ReadAhead recording ? recording : null;
        line.play(audio, then);
    }

    /** @param then runs at its end, unless something else is heard by then */
    void beep(Runnable then) {
        stop();
        int number = plays;
        line.play(Tone.beep(line.rate()), () -> {
            if (number == plays) {
                then.run();
            }
        });
    }

    void silence() {
        stop();
        line.silence();
    }

    /** Whatever is played is at its end. */
    void stop() {
        plays++;
        if (message != null) {
            message.close();
            message = null;
        }
    }
}
