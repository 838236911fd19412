package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The phones are at a real PBX, Kamailio, whose lamps Offhook watches: docs/pbx/kamailio.md. */
class KamailioTest extends RosterScenarios {

    private Kamailio kamailio;

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

    @AfterAll
    void stop() {
        part();
        kamailio.close();
    }

    @Override
    void silence() {
        kamailio.silence();
    }

    @Test
    void aLampOfThePbxBecomesPresence() {
        var phone = kamailio.talks("201");
        var caller = kamailio.calls("15550123", "pstn.example");
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        caller.talks();
        caller.goesOn();
        caller.succeeds();
        phone.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("available");
    }

    @Test
    void bothSidesOfACall() {
        var phone = kamailio.talks("201");
        var caller = kamailio.calls("202", Kamailio.DOMAIN);
        assertThat(List.of(romeo.sees("juliet"), romeo.sees("nurse"))).containsOnly(BUSY);
        caller.talks();
        caller.goesOn();
        caller.succeeds();
        phone.succeeds();
        assertThat(List.of(romeo.sees("juliet"), romeo.sees("nurse"))).containsOnly("available");
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
        aLampOfThePbxBecomesPresence();
    }
}
