package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import offhook.demo.mail.MailSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A call that was missed comes as an e-mail, by the policy of whoever missed it. */
class MailScenariosTest {

    private static Product product;
    private static int julietPhone;
    private static int nursePhone;
    private static int romeoPhone;
    private static int parisPhone;

    @BeforeAll
    static void start() {
        product = new Product(
                """
                timer_c = "2s"
                [missed_calls]
                after = "3s"
                """,
                List.of("juliet=chat-then-email", "nurse=email", "romeo=both", "paris=none"));
        julietPhone = product.register("juliet");
        nursePhone = product.register("nurse");
        romeoPhone = product.register("romeo");
        parisPhone = product.register("paris");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    /** Told by mail, the alert no longer waits in chat: the first that Juliet reads there is the next call. */
    @Test
    void chatThenMailWhileNobodyIsOnline() {
        assertMailed("juliet", missed("juliet", julietPhone));
        nothingIsLeftToDo();
        try (var juliet = product.chat("juliet")) {
            String caller = missed("juliet", julietPhone);
            assertThat(juliet.message("an alert").getBody()).contains("Missed call from Caller " + caller);
            nothingIsLeftToDo();
        }
    }

    /** A client that takes the message spares the mail: the next mail is about another call. */
    @Test
    void noMailAfterAChatMessageThatWasTaken() {
        try (var juliet = product.chat("juliet")) {
            String caller = missed("juliet", julietPhone);
            assertThat(juliet.message("an alert").getBody()).contains(caller);
            nothingIsLeftToDo();
        }
        assertMailed("nurse", missed("nurse", nursePhone));
        assertMailed("juliet", missed("juliet", julietPhone));
    }

    @Test
    void mailAlone() {
        assertMailed("nurse", missed("nurse", nursePhone));
    }

    @Test
    void both() {
        try (var romeo = product.chat("romeo")) {
            String caller = missed("romeo", romeoPhone);
            assertThat(romeo.message("an alert").getBody()).contains("Missed call from Caller " + caller);
            assertMailed("romeo", caller);
        }
    }

    @Test
    void none() {
        missed("paris", parisPhone);
        assertMailed("nurse", missed("nurse", nursePhone));
    }

    /** RFC 3261 §16.8: the phone rings until Timer C ends it. */
    @Test
    void rangOut() {
        var phone = product.play(phone("phone-is-cancelled", nursePhone));
        var caller = Product.stranger("caller-is-refused", "nurse");
        product.play(caller).succeeds();
        phone.succeeds();
        var mail = assertMailed("nurse", caller.keys().get("caller"));
        assertThat(mail.data()).contains("rang 0:0");
    }

    /**
     * What is mailed has been withdrawn from chat, and what was taken there is known to be: who leaves before their client has
     * confirmed it have not taken it, as far as anybody knows.
     */
    private static void nothingIsLeftToDo() {
        await().until(() -> product.number("offhook_outbox_waiting") == 0);
    }

    private static String missed(String user, int port) {
        var phone = product.play(phone("phone-is-cancelled", port));
        var caller = Product.stranger("caller-cancels", user);
        product.play(caller).succeeds();
        phone.succeeds();
        return caller.keys().get("caller");
    }

    private static MailSink.Received assertMailed(String user, String caller) {
        var mail = product.mail().next();
        assertThat(mail.to()).isEqualTo(user + "@mail.example");
        assertThat(mail.header("Subject")).contains("Missed call from Caller " + caller);
        return mail;
    }

    private static Play phone(String scenario, int port) {
        return Play.phone(scenario, port).with("phone", "phone" + port);
    }
}
