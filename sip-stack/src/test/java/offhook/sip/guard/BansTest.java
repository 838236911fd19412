package offhook.sip.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import offhook.runtime.testing.Logged;
import offhook.runtime.testing.ManualTime;
import offhook.sip.message.Host;
import org.junit.jupiter.api.Test;

class BansTest {

    private static final InetAddress GUESSER = Host.literal("203.0.113.66").orElseThrow();
    private static final InetAddress OTHER = Host.literal("[2001:db8::66]").orElseThrow();

    private final ManualTime time = new ManualTime();
    private final Bans bans = new Bans(time);

    private void guess(InetAddress address, int times) {
        IntStream.range(0, times).forEach(i -> bans.guessed(address));
    }

    @Test
    void whoKeepsGuessingIsBannedForAWhile() {
        guess(GUESSER, 19);
        assertThat(bans.isBanned(GUESSER)).isFalse();
        guess(GUESSER, 1);
        assertThat(bans.isBanned(GUESSER)).isTrue();
        assertThat(bans.isBanned(OTHER)).isFalse();
        assertThat(bans.size()).isEqualTo(1);
        time.pass(Duration.ofMinutes(10));
        assertThat(bans.isBanned(GUESSER)).isFalse();
        assertThat(bans.size()).isZero();
    }

    @Test
    void aTypingErrorNowAndThenIsForgotten() {
        for (int i = 0; i < 10; i++) {
            guess(GUESSER, 19);
            time.pass(Duration.ofMinutes(11));
        }
        assertThat(bans.isBanned(GUESSER)).isFalse();
    }

    /** For fail2ban. */
    @Test
    void eachBanIsOneLine() {
        var log = Logged.by("offhook.login");
        guess(GUESSER, 20);
        guess(OTHER, 20);
        log.close();
        assertThat(log.lines())
                .containsExactly(
                        "address banned service=sip address=203.0.113.66 minutes=10 guesses=20",
                        "address banned service=sip address=[2001:db8:0:0:0:0:0:66] minutes=10 guesses=20");
    }

    @Test
    void theListDoesNotGrowForEver() {
        for (int i = 0; i < 30_000; i++) {
            var address = Host.literal("198." + (i >> 14) + "." + (i >> 7 & 0x7f) + "." + (i & 0x7f))
                    .orElseThrow();
            guess(address, 20);
        }
        assertThat(bans.size()).isEqualTo(10_000);
        time.pass(Duration.ofMinutes(11));
        guess(GUESSER, 20);
        assertThat(bans.size()).isEqualTo(1);
        assertThat(bans.isBanned(GUESSER)).isTrue();
    }
}
