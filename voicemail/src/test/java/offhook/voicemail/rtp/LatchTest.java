package offhook.voicemail.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LatchTest {

    private final Latch latch = new Latch();
    private final InetSocketAddress described = new InetSocketAddress("192.0.2.1", 4000);
    private final InetSocketAddress translated = new InetSocketAddress("198.51.100.1", 61_000);
    private final InetSocketAddress stranger = new InetSocketAddress("203.0.113.1", 4000);

    @Test
    void untilSomethingComesTheDescriptionCounts() {
        assertThat(latch.remote()).isEmpty();
        latch.described(Optional.of(described));
        assertThat(latch.remote()).contains(described);
    }

    @Test
    void behindANatItIsWhereItsPacketsComeFrom() {
        latch.described(Optional.of(described));
        assertThat(latch.accepts(translated)).isTrue();
        assertThat(latch.remote()).contains(translated);
        assertThat(latch.accepts(stranger)).isFalse();
        assertThat(latch.remote()).contains(translated);
    }

    @Test
    void nobodyElseIsHeardOnceItSpeaksFromWhereItSaid() {
        latch.described(Optional.of(described));
        assertThat(latch.accepts(described)).isTrue();
        assertThat(latch.mayAccept(stranger)).isFalse();
        assertThat(latch.accepts(stranger)).isFalse();
        assertThat(latch.accepts(described)).isTrue();
    }

    /** Whoever was quicker than the phone loses its place to it, and does not get it back. */
    @Test
    void whereItSaidWins() {
        latch.described(Optional.of(described));
        assertThat(latch.accepts(stranger)).isTrue();
        assertThat(latch.accepts(described)).isTrue();
        assertThat(latch.accepts(stranger)).isFalse();
        assertThat(latch.remote()).contains(described);
    }

    @Test
    void aNewDescriptionBeginsAnewAndTheSameDoesNot() {
        latch.described(Optional.of(described));
        latch.accepts(translated);
        latch.described(Optional.of(described));
        latch.described(Optional.empty());
        assertThat(latch.remote()).contains(translated);
        latch.described(Optional.of(stranger));
        assertThat(latch.remote()).contains(stranger);
        assertThat(latch.accepts(translated)).isTrue();
    }

    @Test
    void withoutAnAddressTheFirstCounts() {
        latch.described(Optional.empty());
        assertThat(latch.accepts(translated)).isTrue();
        assertThat(latch.remote()).contains(translated);
    }
}
