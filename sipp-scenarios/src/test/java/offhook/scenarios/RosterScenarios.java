package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.demo.chat.ChatClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** Romeo's roster shows what Juliet and the nurse do: each state by the next presence that arrives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // what a class has is not another's, which runs beside it
abstract class RosterScenarios {

    static final String BUSY = "dnd, On the phone";
    static final List<String> PEOPLE = List.of("juliet", "nurse", "romeo");

    Product product;
    Colleague romeo;
    ChatClient nurse;

    ChatClient juliet;

    /** Everybody of this product but Juliet is there. */
    void meet(Product started) {
        product = started;
        nurse = product.chat("nurse");
        romeo = new Colleague(product.chat("romeo"));
        assertThat(romeo.sees("nurse")).isEqualTo("available");
    }

    void part() {
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
