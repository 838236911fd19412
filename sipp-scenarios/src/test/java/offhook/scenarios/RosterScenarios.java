package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.demo.chat.ChatClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Romeo's roster shows what Juliet and the nurse do: each state by the next presence that arrives. */
abstract class RosterScenarios {

    static final String BUSY = "dnd, On the phone";
    static final List<String> PEOPLE = List.of("juliet", "nurse", "romeo");

    static Product product;
    static Colleague romeo;
    static ChatClient nurse;

    ChatClient juliet;

    /** Everybody of this product but Juliet is there. */
    static void meet(Product started) {
        product = started;
        nurse = product.chat("nurse");
        romeo = new Colleague(product.chat("romeo"));
        assertThat(romeo.sees("nurse")).isEqualTo("available");
    }

    static void part() {
        romeo.close();
        nurse.close();
        product.close();
    }

    /** Ends what a scenario that failed has left running. */
    abstract void silence();

    @BeforeEach
    void login() {
        juliet = product.chat("juliet");
        assertThat(romeo.sees("juliet")).isEqualTo("available");
    }

    @AfterEach
    void logout() {
        silence();
        juliet.close();
        assertThat(romeo.sees("juliet")).isEqualTo("offline");
    }
}
