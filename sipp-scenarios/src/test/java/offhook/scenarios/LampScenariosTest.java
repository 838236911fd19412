package offhook.scenarios;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A lamp on one phone tells what a colleague's phone does: RFC 4235 on the packaged server. */
class LampScenariosTest {

    /** Longer than the pace of the package, so that each state is told. */
    private static final Duration A_WHILE = Duration.ofMillis(1500);

    private static Product product;

    @BeforeAll
    static void start() {
        product = new Product("", List.of("juliet", "nurse"));
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void aLampGoesOnAndOff() {
        int port = product.register("juliet");
        var lamp = product.play(Product.user("watches", "nurse", "juliet"));
        lamp.reaches(1, SippLog.Way.RECEIVED, "NOTIFY ");
        call(port);
        lamp.succeeds();
    }

    /** The subscription and the phone are on disk: after a power cut the lamp follows the next call. */
    @Test
    void aLampOutlivesAPowerCut() {
        int port = product.register("juliet");
        var lamp = product.play(Product.user("watches-over-a-power-cut", "nurse", "juliet"));
        lamp.reaches(1, SippLog.Way.SENT, "SIP/2.0 200");
        product.kill();
        product.start();
        lamp.reaches(2, SippLog.Way.RECEIVED, "NOTIFY ");
        call(port);
        lamp.succeeds();
    }

    private static void call(int port) {
        var phone = product.play(
                Play.phone("phone-talks", port).with("phone", "juliet").pause(A_WHILE));
        product.play(Product.stranger("caller-talks", "juliet").pause(A_WHILE)).succeeds();
        phone.succeeds();
    }
}
