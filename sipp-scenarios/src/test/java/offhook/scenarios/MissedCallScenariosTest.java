package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import offhook.demo.chat.ChatClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real SIP phones ring, cancel and refuse; a real chat client says what became of it. */
@Tag("long")
class MissedCallScenariosTest {

    private static Product product;
    private static ChatClient juliet;
    private static int julietPhone;
    private static int callers;

    @BeforeAll
    static void start() throws IOException {
        product = new Product(
                """
                [presence]
                talking_after = "0"
                idle_after = "0"
                [[ring_group]]
                extension = "600"
                members = ["juliet", "nurse"]
                strategy = "all"
                """,
                List.of("juliet", "nurse", "romeo"));
        julietPhone = product.phone("juliet");
        juliet = product.chat("juliet");
    }

    @AfterAll
    static void stop() {
        juliet.close();
        product.close();
    }

    @Test
    void answered() {
        play("juliet", "caller-talks", "phone-talks");
        nothingWasSaid();
    }

    @Test
    void callerHangsUp() {
        String caller = play("juliet", "caller-cancels", "phone-is-cancelled");
        assertThat(next()).contains("Missed call from " + caller);
    }

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
    void cancelledWithReason(String reason, boolean missed) {
        String caller = caller();
        play("juliet", caller, "caller-cancels", Map.of("reason", reason), "phone-is-cancelled", "486 Busy Here");
        if (missed) {
            assertThat(next()).contains("Missed call from " + caller);
        } else {
            nothingWasSaid();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "486 Busy Here, phone-refuses, false",
        "603 Decline, phone-refuses, false",
        "480 Temporarily Unavailable, phone-refuses, true",
        "480 Temporarily Unavailable, phone-refuses-at-once, true",
        "488 Not Acceptable Here, phone-refuses-at-once, false"
    })
    void refused(String status, String phone, boolean missed) {
        String caller = caller();
        play("juliet", caller, "caller-is-refused", Map.of(), phone, status);
        if (missed) {
            assertThat(next()).contains(caller);
        } else {
            nothingWasSaid();
        }
    }

    /** A missed call of a caller nobody has called before: what it says must be the next that is said. */
    private static void nothingWasSaid() {
        String caller = play("juliet", "caller-cancels", "phone-is-cancelled");
        assertThat(next()).contains("Missed call from " + caller);
    }

    private static String next() {
        return juliet.message("an alert").getBody();
    }

    private static String play(String callee, String callerScenario, String phoneScenario) {
        String caller = caller();
        play(callee, caller, callerScenario, Map.of(), phoneScenario, "486 Busy Here");
        return caller;
    }

    private static void play(
            String callee,
            String caller,
            String callerScenario,
            Map<String, String> callerKeys,
            String phoneScenario,
            String status) {
        var phone = Sipp.start(
                product.sip(),
                Sipp.Options.of(phoneScenario, julietPhone)
                        .status(status)
                        .keys(Map.of(
                                "phone",
                                "juliet",
                                "domain",
                                Product.DOMAIN,
                                "target",
                                "nurse",
                                "extra",
                                "X-Device: 1")));
        caller(callee, caller, callerScenario, callerKeys, Duration.ofMillis(300))
                .succeeds();
        phone.succeeds();
    }

    private static Sipp caller(
            String callee, String caller, String scenario, Map<String, String> more, Duration pause) {
        var keys = new java.util.HashMap<>(Map.of(
                "caller",
                caller,
                "caller_name",
                "Caller " + caller,
                "caller_domain",
                "pstn.example",
                "callee",
                callee,
                "domain",
                Product.DOMAIN,
                "extra",
                "Subject: a call",
                "reason",
                "Subject: never mind"));
        keys.putAll(more);
        return Sipp.start(
                product.sip(),
                Sipp.Options.of(scenario, Sipp.freePort()).keys(keys).pause(pause));
    }

    private static String caller() {
        callers++;
        return "1555%04d".formatted(callers);
    }
}
