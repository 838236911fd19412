package offhook.xmpp.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.Test;

/** RFC 6120 §13.9.4: guessing is slow, and slow for the guesser alone. */
class LoginDelaysTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private final ManualTime time = new ManualTime();
    private final LoginDelays delays = new LoginDelays(time, 20);

    private long seconds(String name, InetAddress address) {
        return delays.attempt(name, address).toSeconds();
    }

    @Test
    void failuresDoubleTheWaitUpToSixteenSeconds() {
        assertThat(IntStream.range(0, 10).mapToLong(i -> seconds("juliet", HERE)))
                .containsExactly(0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 16L, 16L);
    }

    @Test
    void nobodySlowsDownSomebodyElse() throws Exception {
        IntStream.range(0, 10).forEach(i -> seconds("juliet", HERE));
        assertThat(seconds("romeo", HERE)).isZero();
        assertThat(seconds("juliet", InetAddress.getByName("192.0.2.1"))).isZero();
    }

    @Test
    void anAddressThatTriesManyNamesIsSlowedDown() {
        IntStream.range(0, 20).forEach(i -> seconds("user" + i, HERE));
        assertThat(seconds("romeo", HERE)).isEqualTo(1);
    }

    @Test
    void howManyIsForTheAdministratorToSay() {
        var strict = new LoginDelays(time, 2);
        assertThat(IntStream.range(0, 5)
                        .mapToLong(i -> strict.attempt("user" + i, HERE).toSeconds()))
                .containsExactly(0L, 0L, 1L, 2L, 4L);
    }

    @Test
    void fromAnAddressWhereTooManyFailEachIsOneTooMany() throws Exception {
        IntStream.range(0, 20).forEach(i -> seconds("user" + i, HERE));
        assertThat(delays.isOver(HERE)).isFalse();
        seconds("romeo", HERE);
        assertThat(delays.isOver(HERE)).isTrue();
        assertThat(delays.isOver(InetAddress.getByName("192.0.2.1"))).isFalse();
        delays.succeeded("romeo", HERE);
        assertThat(delays.isOver(HERE)).isFalse();
        seconds("romeo", HERE);
        time.pass(Duration.ofMinutes(16));
        assertThat(delays.isOver(HERE)).isFalse();
    }

    @Test
    void whoGetsInIsForgiven() {
        IntStream.range(0, 4).forEach(i -> seconds("juliet", HERE));
        delays.succeeded("juliet", HERE);
        assertThat(seconds("juliet", HERE)).isZero();
    }

    @Test
    void whatIsOldIsForgotten() {
        IntStream.range(0, 10).forEach(i -> seconds("juliet", HERE));
        time.pass(Duration.ofMinutes(16));
        assertThat(seconds("juliet", HERE)).isZero();
    }
}
