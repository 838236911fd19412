package offhook.voicemail.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** RFC 4733. */
class TelephoneEventsTest {

    private static final long SECOND = 1_000_000_000;

    private final TelephoneEvents events = new TelephoneEvents();
    private final StringBuilder digits = new StringBuilder();
    private long now = 5 * SECOND;

    private void packet(int timestamp, int code, boolean isEnd, int duration) {
        var payload =
                new byte[] {99, (byte) code, (byte) (isEnd ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
        char digit = events.arrived(timestamp, payload, 1, 4, now);
        if (digit != TelephoneEvents.NONE) {
            digits.append(digit);
        }
    }

    /** §2.5.1: some packets while it lasts, and the last one three times. */
    private void press(int timestamp, int code) {
        for (int i = 1; i <= 5; i++) {
            packet(timestamp, code, false, 160 * i);
        }
        for (int i = 0; i < 3; i++) {
            packet(timestamp, code, true, 960);
        }
        now += SECOND / 5;
    }

    @Test
    void aKeyIsOneDigitHoweverManyPacketsItHas() {
        for (int code = 0; code < 16; code++) {
            press(10_000 * code, code);
        }
        assertThat(digits).hasToString("0123456789*#ABCD");
    }

    @Test
    void anyOneOfItsPacketsIsEnough() {
        packet(1000, 5, true, 960);
        packet(9000, 5, false, 160);
        packet(20_000, 5, true, 800);
        assertThat(digits).hasToString("555");
    }

    @Test
    void whatWasOvertakenIsNotHeardAgain() {
        packet(1000, 1, false, 160);
        packet(9000, 2, false, 160);
        packet(1000, 1, true, 960);
        packet(9000, 2, true, 960);
        assertThat(digits).hasToString("12");
    }

    /** Timestamps wrap as any other. */
    @Test
    void theWrapOfTheTimestampIsNoStepBack() {
        press(-100, 1);
        press(5000, 2);
        assertThat(digits).hasToString("12");
    }

    /** §2.5.1.3: somebody sits on the key for nine seconds. */
    @Test
    void aVeryLongKeyIsOneDigit() {
        packet(1000, 7, false, 0xFFFF);
        packet(1000 + 0xFFFF, 7, false, 160);
        packet(1000 + 2 * 0xFFFF, 7, true, 960);
        assertThat(digits).hasToString("7");
    }

    /** Flash, and what modems and trunks say to each other. */
    @Test
    void otherEventsAreNoDigits() {
        press(0, 16);
        press(10_000, 36);
        press(20_000, 255);
        assertThat(digits).isEmpty();
    }

    @Test
    void aFloodIsCutToWhatFingersCanDo() {
        for (int i = 0; i < 10_000; i++) {
            packet(i * 100, i % 10, true, 80);
            now += 1_000_000; // a thousand a second
        }
        assertThat(digits.length()).isBetween(200, 220);
    }

    /** What a network has held back for a moment comes all at once. */
    @Test
    void aDialledNumberMayComeAtOnce() {
        for (int i = 0; i < 12; i++) {
            packet(i * 1600, i % 10, true, 800);
        }
        assertThat(digits).hasToString("012345678901");
    }

    @Test
    void anotherSourceBeginsAnew() {
        press(50_000, 1);
        events.restart();
        press(100, 2);
        assertThat(digits).hasToString("12");
    }

    @Property
    void anyBytesAreADigitOrNone(@ForAll int timestamp, @ForAll @Size(max = 8) byte[] payload) {
        char digit = new TelephoneEvents().arrived(timestamp, payload, 0, payload.length, 0);
        assertThat(digit == TelephoneEvents.NONE || "0123456789*#ABCD".indexOf(digit) >= 0)
                .isTrue();
    }
}
