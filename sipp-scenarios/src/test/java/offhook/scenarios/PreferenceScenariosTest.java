package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One person, two phones, of which one is preferred: RFC 3261 §16.6, by the q of their Contacts. */
class PreferenceScenariosTest {

    private static Product product;
    private static int desk;
    private static int pocket;

    @BeforeAll
    static void start() {
        product = new Product("ring_next = \"1s\"", List.of("juliet"));
        pocket = product.register("juliet", "0.2");
        desk = product.register("juliet", "0.9");
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    private static Play phone(String scenario, int port) {
        return Play.phone(scenario, port).with("phone", "juliet").with("extra", "X-Device: 1");
    }

    @Test
    void thePreferredPhoneAnswers() {
        var preferred = product.play(phone("phone-talks", desk));
        var other = product.play(phone("phone-talks", pocket));
        product.play(Product.stranger("caller-talks", "juliet")).succeeds();
        preferred.succeeds();
        assertThat(other.log().count(SippLog.Way.RECEIVED, "INVITE")).isZero();
    }

    /** It rings in vain for a while, and is told to stop. */
    @Test
    void theOtherIsTriedAfterAWhile() {
        var preferred = product.play(phone("phone-is-cancelled", desk));
        var other = product.play(phone("phone-talks", pocket));
        product.play(Product.stranger("caller-talks", "juliet")).succeeds();
        preferred.succeeds();
        other.succeeds();
    }

    @Test
    void theOtherIsTriedAtOnceWhenThePreferredOneRefuses() {
        var preferred = product.play(phone("phone-refuses-at-once", desk).refusal("480 Temporarily Unavailable"));
        var other = product.play(phone("phone-talks", pocket));
        product.play(Product.stranger("caller-talks", "juliet")).succeeds();
        preferred.succeeds();
        other.succeeds();
    }
}
