package offhook.xmpp.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T14:05:00.123Z");

    private Instant now = NOW;
    private final Places places = new Places(() -> now);

    @Test
    void eachIsGivenOnceAndTheyGoForward() {
        long first = places.next();
        long second = places.next();
        now = NOW.minusSeconds(3_600); // somebody sets the clock
        long third = places.next();

        assertThat(second).isEqualTo(first + 1);
        assertThat(third).isEqualTo(first + 2);
        assertThat(Places.time(third)).isEqualTo(NOW);
    }

    @Test
    void theyGoOnBehindWhatWasThere() {
        long known = Places.first(NOW.plusSeconds(60));
        places.continueAfter(known);

        assertThat(places.next()).isEqualTo(known + 1);
        assertThat(new Places(InstantSource.fixed(NOW)).next()).isLessThan(known);
    }

    /** XEP-0313 §4.1.2: both ends are included, as clients read them. */
    @Test
    void aTimeOfAMessageFindsIt() {
        long place = places.next() + 7;

        assertThat(place).isBetween(Places.first(NOW), Places.last(NOW));
        assertThat(Places.first(NOW.plusNanos(1))).isGreaterThan(place);
        assertThat(Places.last(NOW.minusNanos(1))).isLessThan(place);
        assertThat(Places.last(NOW.plusNanos(1))).isEqualTo(Places.last(NOW));
        assertThat(Places.first(Instant.parse("9999-12-31T23:59:59.999Z"))).isPositive();
    }
}
