package offhook.scenarios;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls to another domain, whose servers DNS names; the next one takes the call where one cannot: RFC 3263 §4.3. */
class ServersScenariosTest {

    private static NameServer names;
    private static Product product;

    @BeforeAll
    static void start() {
        names = new NameServer();
        product = new Product(
                "name_server = \"" + names.address() + "\"", "", "federation = true", List.of("juliet", "romeo"));
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    @AfterAll
    static void stop() {
        product.close();
        names.close();
    }

    /** The first is not there at all, by TCP. */
    @Test
    void theFirstServerIsDead() {
        int second = Ports.free();
        names.host("one.verona.example", "127.0.0.1")
                .service("_sip._tcp.verona.example", 1, Ports.free(), "one.verona.example")
                .service("_sip._tcp.verona.example", 2, second, "one.verona.example");
        var server = product.play(server("phone-talks", second).overTcp());
        product.play(call("sip:mercutio@verona.example;transport=tcp")).succeeds();
        server.succeeds();
    }

    /** The first is a host where nobody listens, which UDP does not say. */
    @Test
    void theFirstServerIsSilent() {
        int second = Ports.free();
        names.host("four.messina.example", "127.0.0.1")
                .service("_sip._udp.messina.example", 1, Ports.free(), "four.messina.example")
                .service("_sip._udp.messina.example", 2, second, "four.messina.example");
        var server = product.play(server("phone-talks", second));
        product.play(call("sip:hero@messina.example;transport=udp")).succeeds();
        server.succeeds();
    }

    /** The first says that it cannot; it is left out for a while, so the next call does not go there at all. */
    @Test
    void theFirstServerIsOutOfOrder() {
        int first = Ports.free();
        int second = Ports.free();
        names.host("two.mantua.example", "127.0.0.1")
                .service("_sip._udp.mantua.example", 1, first, "two.mantua.example")
                .service("_sip._udp.mantua.example", 2, second, "two.mantua.example");
        var refusing = product.play(server("phone-refuses-at-once", first).refusal("503 Service Unavailable"));
        var server = product.play(server("phone-talks", second).calls(2));
        product.play(call("sip:balthasar@mantua.example")).succeeds();
        refusing.succeeds();
        product.play(call("sip:balthasar@mantua.example")).succeeds();
        server.succeeds();
    }

    /** Who has no service has an address, and the usual port is another one: it is in the URI. */
    @Test
    void aHostAndAPort() {
        int port = Ports.free();
        names.host("three.padua.example", "127.0.0.1");
        var server = product.play(server("phone-talks", port));
        product.play(call("sip:angelica@three.padua.example:" + port)).succeeds();
        server.succeeds();
    }

    @Test
    void aDomainThatIsNotThere() {
        product.play(Product.user("user-calls-in-vain", "romeo", "unused").with("target", "sip:nobody@nowhere.example"))
                .succeeds();
    }

    private static Play server(String scenario, int port) {
        return Play.phone(scenario, port).with("phone", "server").with("extra", "X-Device: 1");
    }

    private static Play call(String target) {
        return Product.user("user-calls-out", "romeo", "unused").with("target", target);
    }
}
