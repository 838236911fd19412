package offhook.sip.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import offhook.sip.event.Telling.Notify;
import org.junit.jupiter.api.Test;

class TellingTest {

    private final Telling telling = new Telling();
    private String now = "idle";

    /** What goes out; "" if nothing does. */
    private String next() {
        return telling.next(60, () -> Optional.of(now)).map(Notify::state).orElse("");
    }

    private void answered() {
        telling.answered();
        telling.goOn();
    }

    @Test
    void oneAtATimeAndEachTheStateOfItsMoment() {
        telling.asked();
        assertThat(telling.next(60, () -> Optional.of(now))).contains(new Notify("active;expires=60", true, true));
        now = "ringing";
        telling.changed();
        now = "talking";
        telling.changed();
        assertThat(next()).isEmpty();
        telling.goOn();
        assertThat(next()).as("the first one has no answer").isEmpty();
        telling.answered();
        assertThat(next()).isEqualTo("active;expires=60");
        answered();
        assertThat(next()).as("nothing is new").isEmpty();
    }

    @Test
    void notFasterThanThePackageAllows() {
        telling.asked();
        next();
        telling.answered();
        now = "talking";
        telling.changed();
        assertThat(next()).isEmpty();
        telling.goOn();
        assertThat(next()).isEqualTo("active;expires=60");
    }

    @Test
    void whatIsAsItWasIsToldToWhomItIsAskedOf() {
        telling.asked();
        next();
        answered();
        telling.changed();
        assertThat(next()).isEmpty();
        telling.asked();
        assertThat(next()).isEqualTo("active;expires=60");
    }

    /** RFC 6665 §4.1.3, RFC 8048 §5.3.1: first that they may, then what there is. */
    @Test
    void whoIsLetInHearsOfIt() {
        assertThat(telling.sees(Sight.ASKED)).isTrue();
        assertThat(telling.sees(Sight.ASKED)).isFalse();
        telling.asked();
        assertThat(telling.next(60, () -> Optional.of(now))).contains(new Notify("pending;expires=60", false, true));
        answered();
        assertThat(telling.sees(Sight.SEEN)).isTrue();
        telling.asked();
        assertThat(telling.next(60, () -> Optional.of(now))).contains(new Notify("active;expires=60", false, false));
        telling.answered();
        assertThat(telling.next(60, () -> Optional.of(now))).contains(new Notify("active;expires=60", true, true));
    }

    @Test
    void theEndComesOnceAndLast() {
        telling.hold();
        telling.asked();
        assertThat(telling.end("timeout", true)).isTrue();
        assertThat(telling.end("rejected", false)).isFalse();
        assertThat(telling.isEnding()).isTrue();
        assertThat(next()).isEmpty();
        telling.answered();
        assertThat(telling.next(60, () -> Optional.of(now)))
                .contains(new Notify("terminated;reason=timeout", true, false));
        assertThat(telling.isOver()).isTrue();
        answered();
        assertThat(next()).isEmpty();
        assertThat(telling.stop()).isFalse();
    }

    @Test
    void whereNobodyListensNothingIsTold() {
        telling.asked();
        next();
        assertThat(telling.stop()).isTrue();
        answered();
        telling.asked();
        assertThat(next()).isEmpty();
        assertThat(telling.end("timeout", true)).isFalse();
    }
}
