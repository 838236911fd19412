package offhook.voicemail.pickup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Timer;
import offhook.sip.call.Caller;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.greeting.Prepared;
import offhook.voicemail.pin.Phone;
import offhook.voicemail.pin.Pin;
import offhook.voicemail.pin.Pins;
import offhook.voicemail.pin.Verdict;
import offhook.voicemail.prompt.Voice;
import offhook.voicemail.talk.Line;
import offhook.voicemail.talk.Talk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody who listens to their messages. Belongs to the loop of the call. */
public final class PickupCall implements Talk, Actions {

    private static final Logger LOG = LoggerFactory.getLogger(PickupCall.class);
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Desk desk;
    private final Line line;
    private final User person;
    private final Caller caller;
    private final Runnable opened;
    private final Voice voice;
    private final Pickup pickup;
    private final Player player;
    private Take take; // null but while it is recorded
    private Optional<Clip> taken = Optional.empty();
    private Runnable after = () -> {};
    private Timer tick = () -> {};

    /**
     * @param person whose messages they are
     * @param trusted whether the caller is known to be that person
     * @param opened is told when they listen to them
     */
    public PickupCall(Desk desk, Line line, User person, Caller caller, boolean trusted, Runnable opened) {
        this.opened = opened;
        this.desk = desk;
        this.line = line;
        this.person = person;
        this.caller = caller;
        player = new Player(line, person.id(), desk.files());
        voice = desk.prompts().voice(person.language());
        pickup = new Pickup(
                new Pickup.Visit(
                        desk.config(),
                        trusted,
                        voice.phrases(),
                        person.zone(),
                        voicemail -> desk.number(voicemail.caller())),
                this);
    }

    // What happens

    @Override
    public void begins() {
        pickup.begins(desk.clock().instant());
        tick();
    }

    private void tick() {
        tick = line.loop().after(TICK, () -> {
            pickup.passes(desk.clock().instant());
            if (!pickup.isOver()) {
                tick();
            }
        });
    }

    @Override
    public void digit(char digit) {
        pickup.key(digit, desk.clock().instant());
    }

    @Override
    public void audio(short[] pcm) {
        if (take != null) {
            take.add(pcm);
        }
    }

    @Override
    public void stops() {
        pickup.stops(desk.clock().instant());
    }

    @Override
    public void gone() {
        pickup.gone();
        tick.cancel();
        nothing();
        line.over();
        after.run();
    }

    // What is heard

    /** Whatever is played or recorded is at its end. */
    private void nothing() {
        player.stop();
        take = null;
    }

    /** @param audio may block */
    private void play(Supplier<Audio> audio) {
        take = null;
        player.play(audio, this::played);
    }

    private void played() {
        pickup.played(desk.clock().instant());
    }

    @Override
    public void say(List<String> words) {
        play(() -> voice.say(words, line.rate()));
    }

    @Override
    public void play(Voicemail voicemail) {
        play(() -> ReadAhead.open(desk.voicemails().folder().wav(voicemail.id()), desk.files()));
    }

    @Override
    public void playGreeting() {
        play(() -> desk.greeting(person).audio());
    }

    @Override
    public void playTake() {
        play(() -> taken.orElseThrow().audio());
    }

    @Override
    public void silence() {
        player.silence();
    }

    // What is done

    /** What came of it is told on the loop; that it could not be done is told, and said to the admin. */
    private <T> void later(CompletionStage<T> stage, String what, Consumer<Optional<T>> then) {
        stage.whenCompleteAsync(
                (done, failure) -> {
                    if (failure != null) {
                        LOG.error("call {}: {} of {}: {}", line.callId(), what, person.id(), Cause.line(failure));
                    }
                    then.accept(failure == null ? Optional.of(done) : Optional.empty());
                },
                line.loop());
    }

    private <T> void read(Supplier<T> read, String what, Consumer<Optional<T>> then) {
        later(CompletableFuture.supplyAsync(read, desk.files()), what, then);
    }

    @Override
    public void hasPin(Consumer<Optional<Boolean>> then) {
        read(() -> desk.pins().state(person.id()) != Pins.State.NONE, "the PIN", then);
    }

    @Override
    public void check(String pin, Consumer<Optional<Verdict>> then) {
        var phone = pickup.visit().trusted() ? Phone.OWN : Phone.OTHER;
        later(desk.pins().check(person.id(), pin, caller, phone), "the PIN", then);
    }

    @Override
    public boolean mayBePin(String pin) {
        try {
            Pin.chosen(pin, person);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    @Override
    public void keepPin(String pin, Consumer<Optional<Boolean>> then) {
        later(desk.pins().set(person, Pin.chosen(pin, person)).thenApply(done -> true), "the new PIN", then);
    }

    @Override
    public void opened() {
        LOG.info("call {}: somebody listens to the voicemails of {}", line.callId(), person.id());
        opened.run();
    }

    @Override
    public void messages(Consumer<Optional<List<Voicemail>>> then) {
        read(() -> inOrder(desk.voicemails().list(person.id())), "the voicemails", then);
    }

    /** New ones as they came, then the old ones, the latest first. */
    private static List<Voicemail> inOrder(List<Voicemail> all) {
        var fresh = new ArrayList<>(
                all.stream().filter(one -> one.state() == Voicemail.State.NEW).toList());
        Collections.reverse(fresh);
        all.stream().filter(one -> one.state() != Voicemail.State.NEW).forEach(fresh::add);
        return fresh;
    }

    @Override
    public void heard(Voicemail voicemail) {
        later(desk.voicemails().heard(person.id(), voicemail.id()), "a voicemail", done -> {});
    }

    @Override
    public void delete(Voicemail voicemail, Consumer<Optional<Boolean>> then) {
        later(
                desk.voicemails().deleted(person.id(), voicemail.id()).thenApply(Optional::isPresent),
                "a voicemail",
                then);
    }

    @Override
    public void restore(Voicemail voicemail, Consumer<Optional<Boolean>> then) {
        later(desk.voicemails().kept(person.id(), voicemail.id()).thenApply(Optional::isPresent), "a voicemail", then);
    }

    @Override
    public boolean canCallBack(Voicemail voicemail) {
        return pickup.visit().trusted()
                && desk.callBacks().to(person, voicemail.caller()).isPresent();
    }

    /** Their own phone rings, and it is in use as long as they are here. */
    @Override
    public void callBack(Voicemail voicemail) {
        desk.callBacks().to(person, voicemail.caller()).ifPresent(call -> after = call);
    }

    @Override
    public void record(Duration longest) {
        take = null;
        player.beep(() -> take = new Take(line.rate(), longest));
    }

    @Override
    public boolean recorded() {
        taken = Optional.ofNullable(take).map(Take::clip).flatMap(Prepared::of);
        nothing();
        return taken.isPresent();
    }

    @Override
    public void keepTake(Consumer<Optional<Boolean>> then) {
        later(desk.greetings().keep(person.id(), taken.orElseThrow()).thenApply(done -> true), "the greeting", then);
    }

    @Override
    public void standardGreeting(Consumer<Optional<Boolean>> then) {
        later(desk.greetings().remove(person.id()), "the greeting", then);
    }

    @Override
    public void hangUp() {
        line.hangUp();
    }
}
