package offhook.voicemail.pickup;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.pin.Verdict;

/**
 * What a {@link Pickup} does. What is played ends what was played before, and {@link Pickup#played} is told at its end. What
 * takes time says what came of it later; empty if it could not be done.
 */
interface Actions {

    void say(List<String> words);

    void play(Voicemail message);

    /** What callers hear now. */
    void playGreeting();

    /** What was recorded last. */
    void playTake();

    void silence();

    /** Whether they have a PIN. */
    void hasPin(Consumer<Optional<Boolean>> then);

    void check(String pin, Consumer<Optional<Verdict>> then);

    /** Whether it may be their PIN from now on. */
    boolean mayBePin(String pin);

    void keepPin(String pin, Consumer<Optional<Boolean>> then);

    /** It is them: from now on they hear their messages. */
    void opened();

    /** Their messages, in the order in which they hear them. */
    void messages(Consumer<Optional<List<Voicemail>>> then);

    /** Nobody waits for it. */
    void heard(Voicemail message);

    void delete(Voicemail message, Consumer<Optional<Boolean>> then);

    void restore(Voicemail message, Consumer<Optional<Boolean>> then);

    /** Whether {@link #callBack} would do something. */
    boolean canCallBack(Voicemail message);

    /** As soon as they have hung up. */
    void callBack(Voicemail message);

    /** Beeps and listens; what is said for longer is left out. */
    void record(Duration longest);

    /** Ends it; whether anybody spoke. */
    boolean recorded();

    void keepTake(Consumer<Optional<Boolean>> then);

    void standardGreeting(Consumer<Optional<Boolean>> then);

    void hangUp();
}
