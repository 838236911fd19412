package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offhook restarts in mid-call: the phones do not notice, and nothing stays behind in the roster. */
class RestartScenariosTest {

    private static Product product;
    private static int julietPhone;

    @BeforeAll
    static void start() {
        product = new Product(Product.AT_ONCE, List.of("juliet", "romeo"));
        julietPhone = product.register("juliet");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void inMidCall(boolean killed) {
        var phone = product.play(phone("phone-talks"));
        var caller = product.play(Product.stranger("caller-talks", "juliet").untilTold());
        try (var romeo = new Colleague(product.chat("romeo"))) {
            assertThat(romeo.sees("juliet")).isEqualTo("phone: dnd, On the phone");
            caller.talks();
            restart(killed);
        }
        try (var romeo = new Colleague(product.chat("romeo"));
                var juliet = product.chat("juliet")) {
            assertThat(romeo.sees("juliet")).isEqualTo("available");
            caller.goesOn();
            caller.succeeds();
            phone.succeeds();

            // The binding has survived, and a call shows as ever: the next that Romeo sees of Juliet.
            phone = product.play(phone("phone-talks"));
            caller = product.play(Product.stranger("caller-talks", "juliet").untilTold());
            assertThat(romeo.sees("juliet")).isEqualTo("dnd, On the phone");
            caller.talks();
            caller.goesOn();
            caller.succeeds();
            phone.succeeds();
            assertThat(romeo.sees("juliet")).isEqualTo("available");

            // Both calls were answered: the first alert is that of a call which is not.
            phone = product.play(phone("phone-is-cancelled"));
            var missed = Product.stranger("caller-cancels", "juliet");
            product.play(missed).succeeds();
            phone.succeeds();
            assertThat(juliet.message("an alert").getBody())
                    .contains("Missed call from Caller " + missed.keys().get("caller"));
        }
    }

    private static void restart(boolean killed) {
        if (killed) {
            product.kill();
        } else {
            product.stop();
        }
        product.start();
    }

    private static Play phone(String scenario) {
        return Play.phone(scenario, julietPhone).with("phone", "juliet");
    }
}
