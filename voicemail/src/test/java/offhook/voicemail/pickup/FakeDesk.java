package offhook.voicemail.pickup;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.directory.UserId;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemail.State;
import offhook.voicemail.pin.Verdict;
import offhook.voicemail.prompt.Prompts;
import offhook.voicemail.prompt.Voice;
import offhook.voicemail.testing.Spoken;

/** What a {@link Pickup} does, in the hand of a test: what takes time is done when the test says so, or at once. */
final class FakeDesk implements Actions {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /** Whose voice there is a word for. */
    static final Voice VOICE = Prompts.load().voice(Locale.ENGLISH);

    final List<String> done = new ArrayList<>();
    final List<Runnable> later = new ArrayList<>();
    final Pickup pickup;
    boolean isLate;
    boolean isBroken;
    boolean hasPin = true;
    boolean spoke = true;
    boolean callsBack;
    String pin = "4711";
    int wrong;
    int opened;
    List<Voicemail> messages = List.of();
    Instant now = NOON;
    boolean isPlaying;
    boolean isOver;

    FakeDesk(PickupConfig config, boolean trusted) {
        pickup = new Pickup(
                new Pickup.Visit(config, trusted, VOICE.phrases(), ZoneOffset.UTC, message -> message.caller()
                        .address()
                        .user()),
                this);
    }

    static Voicemail message(String id, State state, Duration ago) {
        return new Voicemail(
                id,
                new UserId("juliet"),
                Spoken.ROMEO,
                "call-" + id,
                NOON.minus(ago),
                Duration.ofSeconds(20),
                320_044,
                state,
                NOON.minus(ago),
                false,
                Optional.empty());
    }

    // What the test does

    void begins() {
        pickup.begins(now);
    }

    void presses(String keys) {
        keys.chars().forEach(key -> pickup.key((char) key, now));
    }

    /** What is played is heard to its end. */
    void hears() {
        if (isPlaying) {
            isPlaying = false;
            pickup.played(now);
        }
    }

    void passes(Duration time) {
        for (long i = 0; i < time.toSeconds(); i++) {
            now = now.plusSeconds(1);
            pickup.passes(now);
        }
    }

    /** What was asked for is done. */
    void works() {
        var all = List.copyOf(later);
        later.clear();
        all.forEach(Runnable::run);
    }

    /** What has happened since it was asked last. */
    List<String> news() {
        var all = List.copyOf(done);
        done.clear();
        return all;
    }

    // What it is asked

    private void plays(String what) {
        done.add(what);
        isPlaying = true;
    }

    private <T> void comes(Consumer<Optional<T>> then, T result) {
        Runnable end = () -> then.accept(isBroken ? Optional.empty() : Optional.of(result));
        if (isLate) {
            later.add(end);
        } else {
            end.run();
        }
    }

    @Override
    public void say(List<String> words) {
        if (!VOICE.words().containsAll(words)) {
            throw new AssertionError("there is no word for one of " + words);
        }
        plays(String.join(" ", words));
    }

    @Override
    public void play(Voicemail message) {
        plays("<" + message.id() + '>');
    }

    @Override
    public void playGreeting() {
        plays("<greeting>");
    }

    @Override
    public void playTake() {
        plays("<take>");
    }

    @Override
    public void silence() {
        isPlaying = false;
    }

    @Override
    public void hasPin(Consumer<Optional<Boolean>> then) {
        comes(then, hasPin);
    }

    @Override
    public void check(String pressed, Consumer<Optional<Verdict>> then) {
        wrong += pressed.equals(pin) ? 0 : 1;
        comes(then, wrong > 4 ? Verdict.LOCKED : pressed.equals(pin) ? Verdict.RIGHT : Verdict.WRONG);
    }

    @Override
    public boolean mayBePin(String some) {
        return some.length() >= 4 && !some.equals("0000");
    }

    @Override
    public void keepPin(String some, Consumer<Optional<Boolean>> then) {
        done.add("pin " + some);
        comes(then, true);
    }

    @Override
    public void opened() {
        opened++;
    }

    /** What has been done to them. */
    private void becomes(Voicemail message, Optional<State> state) {
        var all = new ArrayList<>(messages);
        all.removeIf(one -> one.id().equals(message.id()));
        state.ifPresent(now -> all.add(message(message.id(), now, Duration.between(message.arrived(), NOON))));
        messages = List.copyOf(all);
    }

    @Override
    public void messages(Consumer<Optional<List<Voicemail>>> then) {
        comes(then, messages);
    }

    @Override
    public void heard(Voicemail message) {
        done.add("heard " + message.id());
        becomes(message, Optional.of(State.HEARD));
    }

    @Override
    public void delete(Voicemail message, Consumer<Optional<Boolean>> then) {
        done.add("delete " + message.id());
        becomes(message, Optional.empty());
        comes(then, true);
    }

    @Override
    public void restore(Voicemail message, Consumer<Optional<Boolean>> then) {
        done.add("restore " + message.id());
        becomes(message, Optional.of(State.HEARD));
        comes(then, true);
    }

    @Override
    public boolean canCallBack(Voicemail message) {
        return callsBack;
    }

    @Override
    public void callBack(Voicemail message) {
        done.add("call back " + message.id());
    }

    @Override
    public void record(Duration longest) {
        done.add("record");
        isPlaying = false;
    }

    @Override
    public boolean recorded() {
        return spoke;
    }

    @Override
    public void keepTake(Consumer<Optional<Boolean>> then) {
        done.add("keep take");
        comes(then, true);
    }

    @Override
    public void standardGreeting(Consumer<Optional<Boolean>> then) {
        done.add("standard");
        comes(then, true);
    }

    @Override
    public void hangUp() {
        if (isOver) {
            throw new AssertionError("hung up twice");
        }
        isOver = true;
        isPlaying = false;
        pickup.gone();
    }
}
