package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import offhook.demo.chat.ChatClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Juliet calls from her chat client: her own phone rings first, then the other one; SIPp is both. */
class ClickToCallScenariosTest {

    private static final String BOT = "phone." + Product.DOMAIN;

    private static Product product;
    private static ChatClient juliet;
    private static Colleague romeo;
    private static int julietPhone;
    private static int nursePhone;

    @BeforeAll
    static void start() {
        product = new Product(Product.AT_ONCE, List.of("juliet", "nurse", "romeo"));
        julietPhone = product.register("juliet");
        nursePhone = product.register("nurse");
        juliet = product.chat("juliet");
        romeo = new Colleague(product.chat("romeo"));
        assertThat(romeo.sees("juliet")).isEqualTo("available");
    }

    @AfterAll
    static void stop() {
        romeo.close();
        juliet.close();
        product.close();
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    private static String answer() {
        return juliet.message("an answer of the bot").getBody();
    }

    private static Sipp own(String scenario) {
        return product.play(Play.phone(scenario, julietPhone).with("phone", "juliet"));
    }

    private static Sipp nurse(String scenario) {
        return product.play(
                Play.phone(scenario, nursePhone).with("phone", "nurse").with("extra", "X-Device: 1"));
    }

    @Test
    void theOwnPhoneRingsFirstThenTheOther() {
        var own = own("phone-calls-from-chat");
        var nurse = nurse("phone-makes-the-offer");
        juliet.writes(BOT, "call 202");
        assertThat(answer()).isEqualTo("Your phone rings: pick up to call Nurse.");
        own.reaches(1, SippLog.Way.SENT, "SIP/2.0 180");
        assertThat(nurse.log().count(SippLog.Way.RECEIVED, "INVITE "))
                .as("nobody else rings before she has picked up")
                .isZero();
        assertThat(answer()).isEqualTo("Calling Nurse …");
        assertThat(answer()).isEqualTo("It rings at Nurse.");
        assertThat(romeo.sees("juliet")).isEqualTo("dnd, On the phone");
        own.succeeds();
        nurse.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("available");
        // The call is settled a moment after its end.
        await().pollInterval(Duration.ofMillis(300)).until(() -> {
            juliet.writes(BOT, "history");
            return answer().contains("→ Nurse: answered, 0:0");
        });
    }

    @Test
    void theOtherIsBusy() {
        var own = own("phone-is-let-go");
        var nurse = nurse("phone-refuses-at-once");
        juliet.writes(BOT, "call nurse");
        assertThat(answer()).startsWith("Your phone rings");
        assertThat(answer()).isEqualTo("Calling Nurse …");
        assertThat(answer()).isEqualTo("Nurse is busy.");
        own.succeeds();
        nurse.succeeds();
    }
}
