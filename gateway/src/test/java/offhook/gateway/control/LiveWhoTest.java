package offhook.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.directory.testing.TestPeople;
import offhook.sip.call.PhoneStatus;
import org.junit.jupiter.api.Test;

class LiveWhoTest {

    @Test
    void everybodyIsThereInOrder() {
        var people = TestPeople.ofVerona();
        var who = new LiveWho(
                people,
                user -> user.value().equals("juliet") ? PhoneStatus.ON_THE_PHONE : PhoneStatus.IDLE,
                user -> List.of(),
                account -> account.local().equals("romeo") ? List.of("garden") : List.of());
        people.disable("nurse");
        assertThat(who.look())
                .containsExactly(
                        new Who.Line("juliet", "Juliet Capulet", List.of("201"), "on the phone", List.of(), List.of()),
                        new Who.Line("romeo", "Romeo Montague", List.of("202"), "idle", List.of(), List.of("garden")));
    }
}
