package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.demo.chat.ChatClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One phone rings, is cancelled and refuses; its owner's chat client hears what became of it, or nothing. */
class MissedCallScenariosTest {

    private static Product product;
    private static ChatClient juliet;
    private static int julietPhone;
    private static int nursePhone;

    @BeforeAll
    static void start() {
        product = new Product("", List.of("juliet", "nurse", "romeo"));
        julietPhone = product.register("juliet");
        nursePhone = product.register("nurse");
        juliet = product.chat("juliet");
    }

    @AfterAll
    static void stop() {
        juliet.close();
        product.close();
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    @Test
    void answered() {
        play(Product.stranger("caller-talks", "juliet"), phone("phone-talks"));
        nothingWasSaid();
    }

    @Test
    void callerHangsUp() {
        var caller = Product.stranger("caller-cancels", "juliet");
        play(caller, phone("phone-is-cancelled"));
        assertThat(next()).contains(missed(caller));
    }

    @Test
    void callerDialsTheExtension() {
        var caller = Product.stranger("caller-cancels", "201");
        play(caller, phone("phone-is-cancelled"));
        assertThat(next()).contains(missed(caller));
    }

    /** RFC 3326: why the phone stopped ringing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Reason: SIP;cause=200;text=\"Call completed elsewhere\"|false",
                "Reason: Q.850;cause=26|false",
                "Reason: SIP;cause=603|false",
                "Reason: Q.850;cause=16|true",
                "Reason: Q.850;cause=19|true",
                "Reason: SIP;cause=487|true"
            })
    void cancelledWithReason(String reason, boolean told) {
        var caller = Product.stranger("caller-cancels", "juliet").with("reason", reason);
        play(caller, phone("phone-is-cancelled"));
        assertTold(caller, told);
    }

    @ParameterizedTest
    @CsvSource({
        "486 Busy Here, phone-refuses, false",
        "603 Decline, phone-refuses, false",
        "480 Temporarily Unavailable, phone-refuses, true",
        "480 Temporarily Unavailable, phone-refuses-at-once, true",
        "488 Not Acceptable Here, phone-refuses-at-once, false"
    })
    void refused(String status, String scenario, boolean told) {
        var caller = Product.stranger("caller-is-refused", "juliet");
        play(caller, phone(scenario).refusal(status));
        assertTold(caller, told);
    }

    @Test
    void unreachable() {
        try (var romeo = product.chat("romeo")) {
            var caller = Product.stranger("caller-is-refused", "romeo");
            product.play(caller).succeeds();
            assertThat(romeo.message("an alert").getBody()).contains(missed(caller), "your phone was not reachable");
        }
    }

    @Test
    void busyWhileTalking() {
        var phone = product.play(phone("phone-talks-once").calls(2));
        var first = product.play(Product.stranger("caller-talks", "juliet").untilTold());
        first.talks();
        var second = Product.stranger("caller-is-refused", "juliet").with("extra", "Subject: second");
        product.play(second).succeeds();
        assertThat(next()).contains(missed(second), "called while you were on the phone");
        first.goesOn();
        first.succeeds();
        phone.succeeds();
        nothingWasSaid();
    }

    /** RFC 3261 §8.1.3.4: the caller's phone goes where the 302 sends it. */
    @Test
    void divertedToSomebodyWhoAnswers() {
        var nurse = product.play(Play.phone("phone-talks", nursePhone).with("phone", "nurse"));
        play(diverted("caller-is-diverted"), diverts());
        nurse.succeeds();
        nothingWasSaid();
    }

    @Test
    void divertedToSomebodyWhoDoesNotAnswer() {
        var nurse = product.play(Play.phone("phone-is-cancelled", nursePhone).with("phone", "nurse"));
        var caller = diverted("caller-is-diverted-in-vain");
        play(caller, diverts());
        nurse.succeeds();
        assertThat(next()).contains(missed(caller));
    }

    private static Play diverted(String scenario) {
        return Product.stranger(scenario, "juliet").with("target", "nurse");
    }

    private static Play diverts() {
        return phone("phone-refuses-at-once")
                .refusal("302 Moved Temporarily")
                .with("extra", "Contact: <sip:nurse@" + Product.DOMAIN + ">");
    }

    private static void assertTold(Play caller, boolean told) {
        if (told) {
            assertThat(next()).contains(missed(caller));
        } else {
            nothingWasSaid();
        }
    }

    /** What a missed call of somebody else says must be the next that is said. */
    private static void nothingWasSaid() {
        var caller = Product.stranger("caller-cancels", "juliet");
        play(caller, phone("phone-is-cancelled"));
        assertThat(next()).contains(missed(caller));
    }

    private static String missed(Play caller) {
        return "Missed call from Caller " + caller.keys().get("caller");
    }

    private static String next() {
        return juliet.message("an alert").getBody();
    }

    private static Play phone(String scenario) {
        return Play.phone(scenario, julietPhone).with("phone", "juliet").with("extra", "X-Device: 1");
    }

    private static void play(Play caller, Play phone) {
        var rung = product.play(phone);
        product.play(caller).succeeds();
        rung.succeeds();
    }
}
