package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The phones are at a real PBX, Kamailio, whose lamps Offhook watches: docs/pbx/kamailio.md. */
class KamailioTest extends KamailioScenarios {

    @BeforeAll
    void start() {
        kamailio = new Kamailio();
        meet(new Product(
                Product.AT_ONCE
                        + """
                        [pbx]
                        host = "127.0.0.1:%d"
                        watch = ["dialog-info"]
                        domain = "%s"
                        password = "%s"
                        down = "6s"
                        """
                                .formatted(kamailio.port(), Kamailio.DOMAIN, Product.PASSWORD),
                PEOPLE));
    }

    /** Six seconds after its last word, as configured, what it told is withdrawn; and what it tells when it is back holds. */
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

        // Its database still has the call; and then it has not.
        kamailio.start();
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        kamailio.stop();
        kamailio.forget();
        kamailio.start();
        assertThat(romeo.sees("juliet")).isEqualTo("available");

        kamailio.silence();
        aCallShows();
    }
}
