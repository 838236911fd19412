package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that begin no call: they go to the phone, or are answered here. */
class RequestsScenariosTest {

    private static Product product;

    @BeforeAll
    static void start() {
        product = new Product("", List.of("juliet", "romeo", "nurse"));
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    private static Play asks(String method, int answer) {
        return Product.user("user-asks", "romeo", "juliet")
                .with("method", method)
                .with("answer", "" + answer);
    }

    /** RFC 3261 §11, RFC 3515, RFC 6086: the phone's own answer comes back. */
    @ParameterizedTest
    @CsvSource({
        "OPTIONS, 200, Accept: application/sdp",
        "REFER, 202, Refer-To: <sip:203@capulet.example>",
        "INFO, 200, Info-Package: none"
    })
    void thePhoneIsAsked(String method, int answer, String header) {
        int port = product.register("juliet");
        var phone = product.play(Play.phone("phone-is-asked", port)
                .with("phone", "juliet")
                .with("method", method)
                .with("answer", "" + answer));
        product.play(asks(method, answer).with("extra", header)).succeeds();
        phone.succeeds();
        assertThat(phone.log().header(SippLog.Way.RECEIVED, method, header.split(":")[0]))
                .isEqualTo(header.split(": ")[1]);
        assertThat(phone.log().header(SippLog.Way.RECEIVED, method, "Proxy-Authorization"))
                .as("the proof is for us alone")
                .isEmpty();
    }

    /** RFC 3428: to a person it is a chat message. */
    @Test
    void aMessageIsAChatMessage() {
        try (var juliet = product.chat("juliet")) {
            product.play(asks("MESSAGE", 200)).succeeds();
            assertThat(juliet.message("a message").getBody()).isEqualTo("Wherefore art thou?");
        }
    }

    /** RFC 3903: what somebody publishes, those see who may; by its entity-tag it is refreshed. */
    @Test
    void whatIsPublishedIsSeen() {
        product.play(Product.user("user-publishes", "juliet", "juliet")).succeeds();
        product.play(Product.user("user-looks", "nurse", "juliet")).succeeds();
    }
}
