package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import offhook.demo.phone.Phone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phones that are reached by the connections they open, and by nothing else: RFC 5626, RFC 7118. */
class FlowScenariosTest {

    private static Product product;

    @BeforeAll
    static void start() {
        product =
                new Product("", ", \"wss:127.0.0.1:0\"", "", List.of("juliet", "nurse", "tybalt", "romeo", "mercutio"));
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    /** A phone with two connections to us is one phone; whichever of them dies, a call comes by the other one. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void oneOfTwoFlowsDies(int dead) throws Exception {
        var wires = List.of(new TcpWire(product.sip("tcp")), new TcpWire(product.sip("tcp")));
        var user = List.of("juliet", "nurse").get(dead);
        var instance = ";+sip.instance=\"<urn:uuid:" + UUID.randomUUID() + ">\"";
        try (var first = product.phone(user, wires.get(0));
                var second = product.phone(user, wires.get(1))) {
            var phones = List.of(first, second);
            for (int i = 0; i < 2; i++) {
                var ok = phones.get(i).register(";reg-id=" + (i + 1) + instance);
                assertThat(ok.first("Require")).isEqualTo("outbound");
                assertThat(ok.first("Flow-Timer")).isEqualTo("120");
                assertThat(ok.all("Contact")).hasSize(i + 1);
                assertThat(wires.get(i).isAlive()).as("keep-alive").isTrue();
            }
            wires.get(dead).close();
            var caller = product.play(Product.stranger("caller-talks", user).untilTold());
            talks(phones.get(1 - dead));
            caller.talks();
            caller.goesOn();
            phones.get(1 - dead).hungUp();
            caller.succeeds();
        }
    }

    private static void talks(Phone phone) {
        phone.pickUp(phone.ring());
        phone.isConnected();
    }

    /** §5.3: within a call the flow is all there is; the caller who hangs up after it has died hears 430. */
    @Test
    void theFlowOfACallDies() throws Exception {
        var wire = new TcpWire(product.sip("tcp"));
        try (var tybalt = product.phone("tybalt", wire)) {
            tybalt.register(";reg-id=1;+sip.instance=\"<urn:uuid:" + UUID.randomUUID() + ">\"");
            try (var caller = product.phone("romeo", new TcpWire(product.sip("tcp")))) {
                caller.call("tybalt");
                var invite = tybalt.ring();
                caller.hearsRinging();
                tybalt.pickUp(invite);
                var ok = caller.answered();
                tybalt.isConnected();
                wire.close();
                caller.hangUp(ok);
                assertThat(caller.hungUpAnswer().status()).isEqualTo(430);
            }
        }
    }

    /** A browser cannot be reached but by its WebSocket: it is called, and calls a desk phone. */
    @Test
    void aBrowser() throws Exception {
        var wire = new BrowserWire(product.sip("wss"));
        assertThat(wire.subprotocol()).isEqualTo("sip");
        try (var browser = product.phone("romeo", wire)) {
            browser.register(";+sip.instance=\"<urn:uuid:" + UUID.randomUUID() + ">\";reg-id=1");
            var caller = product.play(Product.stranger("caller-talks", "romeo").untilTold());
            talks(browser);
            caller.goesOn();
            browser.hungUp();
            caller.succeeds();

            int desk = product.register("mercutio");
            var phone = product.play(Play.phone("phone-talks", desk).with("phone", "mercutio"));
            browser.call("mercutio");
            browser.hearsRinging();
            browser.hangUp(browser.answered());
            browser.hasHungUp();
            phone.succeeds();
        }
    }
}
