package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The phones are at a real PBX, Kamailio: what a call there shows, however Offhook learns of it (docs/pbx/kamailio.md). */
abstract class KamailioScenarios extends RosterScenarios {

    Kamailio kamailio;

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
    void aCallShows() {
        showsACallFrom("15550123", "pstn.example");
    }

    /** Juliet is on the phone while somebody of this number and domain talks with her. */
    void showsACallFrom(String number, String domain) {
        var phone = kamailio.talks("201");
        var caller = kamailio.calls(number, domain);
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
}
