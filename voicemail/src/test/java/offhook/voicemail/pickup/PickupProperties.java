package offhook.voicemail.pickup;

import static offhook.voicemail.pickup.FakeDesk.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.runtime.config.Config;
import offhook.voicemail.box.Voicemail.State;

/** Whatever is pressed at whatever moment: nobody is left in silence for ever, and nobody hears without a PIN. */
class PickupProperties {

    private static final PickupConfig USUAL = Config.defaults(PickupConfig.class);

    @Provide
    Arbitrary<List<String>> events() {
        var keys = Arbitraries.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "#", "A");
        var other = Arbitraries.of("hears", "hears", "hears", "works", "works", "second", "minute", "silent", "late");
        return Arbitraries.oneOf(keys, keys, other).list().ofMaxSize(80);
    }

    private static FakeDesk desk(boolean asks, boolean trusted, boolean hasPin) {
        var desk = new FakeDesk(new PickupConfig(asks, USUAL.patience(), USUAL.longest()), trusted);
        desk.hasPin = hasPin;
        desk.callsBack = true;
        desk.messages = List.of(
                message("one", State.NEW, Duration.ofDays(1)),
                message("two", State.NEW, Duration.ofDays(40)),
                message("three", State.HEARD, Duration.ofHours(3)));
        desk.begins();
        return desk;
    }

    private static void play(FakeDesk desk, String event) {
        switch (event) {
            case "hears" -> desk.hears();
            case "works" -> desk.works();
            case "second" -> desk.passes(Duration.ofSeconds(1));
            case "minute" -> desk.passes(Duration.ofMinutes(1));
            case "silent" -> desk.spoke = !desk.spoke;
            case "late" -> desk.isLate = !desk.isLate;
            default -> desk.presses(event);
        }
    }

    /** And then they press nothing, hear what there is to hear, and it ends soon. */
    @Property(tries = 2000)
    void itEnds(
            @ForAll("events") List<String> events,
            @ForAll boolean asks,
            @ForAll boolean trusted,
            @ForAll boolean hasPin) {
        var desk = desk(asks, trusted, hasPin);
        events.forEach(event -> play(desk, event));
        for (int i = 0; i < 200 && !desk.isOver; i++) {
            desk.hears();
            desk.works();
            desk.passes(Duration.ofSeconds(1));
        }
        assertThat(desk.isOver).isTrue();
    }

    /** Even if nothing that is played ever ends, as on hold, and nothing that is asked for ever comes. */
    @Property(tries = 500)
    void itEndsOnHold(@ForAll("events") List<String> events, @ForAll boolean trusted) {
        var desk = desk(true, trusted, true);
        events.forEach(event -> play(desk, event));
        desk.passes(USUAL.longest().plus(Pickup.FAREWELL).plusSeconds(1));
        assertThat(desk.isOver).isTrue();
    }

    @Property(tries = 2000)
    void nobodyGetsInWithoutThePin(@ForAll("events") List<String> events) {
        var desk = desk(true, false, true);
        desk.pin = "none that is pressed";
        events.forEach(event -> play(desk, event));
        assertThat(desk.done)
                .noneMatch(what -> what.startsWith("<")
                        || what.contains("you-have")
                        || what.startsWith("pin ")
                        || what.contains("delete ")
                        || what.contains("record"));
        assertThat(desk.wrong).isLessThanOrEqualTo(AskingPin.TRIES);
    }

    @Property(tries = 500)
    void itEndsOnceWheneverTheyHangUp(@ForAll("events") List<String> events) {
        var desk = desk(true, true, false);
        events.forEach(event -> play(desk, event));
        desk.pickup.gone();
        desk.news();
        events.forEach(event -> play(desk, event));
        desk.passes(Duration.ofHours(1));
        assertThat(desk.done).isEmpty();
    }
}
