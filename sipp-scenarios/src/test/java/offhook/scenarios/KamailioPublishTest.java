package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The phones are at a real PBX, Kamailio, which publishes its calls to Offhook: docs/pbx/kamailio.md. Nothing is watched there. */
class KamailioPublishTest extends KamailioScenarios {

    @BeforeAll
    void start() {
        int port = Ports.free();
        meet(new Product(
                Product.AT_ONCE
                        + """
                        [pbx]
                        host = "127.0.0.1:%d"
                        domain = "%s"
                        down = "6s"
                        """
                                .formatted(port, Kamailio.DOMAIN),
                PEOPLE));
        kamailio = new Kamailio(port, product.sip().getPort());
    }

    /** Six seconds after its last word, as configured, what it has published holds no more. */
    @Test
    void thePbxGoesInMidCallAndComesBack() {
        kamailio.talks("201");
        var caller = kamailio.calls("15550124", "pstn.example");
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        caller.talks();
        kamailio.stop();
        long stopped = System.nanoTime();
        assertThat(romeo.sees("juliet")).isEqualTo("available");
        assertThat((System.nanoTime() - stopped) / 1_000_000_000).isLessThan(60);
        // at least this call's two: what the calls of other tests left behind goes with it
        assertThat(product.number("offhook_pbx_publications_withdrawn_total")).isPositive();

        kamailio.forget();
        kamailio.start();
        kamailio.silence();
        aCallShows();
    }

    /** Whoever has the number of one of us at another domain is somebody else. */
    @Test
    void aCallerElsewhereIsNobodyOfUs() {
        showsACallFrom("202", "pstn.example");
        nurse.says(Presence.Mode.away, "at the market"); // who is 202 here, and was not busy
        assertThat(romeo.sees("nurse")).isEqualTo("away, at the market");
        nurse.says(Presence.Mode.available, "");
        assertThat(romeo.sees("nurse")).startsWith("available");
    }
}
