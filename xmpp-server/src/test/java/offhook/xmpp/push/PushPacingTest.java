package offhook.xmpp.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** XEP-0357: how often a device is told, what becomes of errors, and of a restart. */
class PushPacingTest extends PushScene {

    @Test
    void manyMessagesAreTwoPushes() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        for (int i = 0; i < 20; i++) {
            romeoWrites();
        }
        assertThat(counts()).containsExactly(1);
        world.time.pass(Course.WINDOW);
        assertThat(counts()).containsExactly(20);
        world.time.pass(Course.WINDOW);
        assertThat(counts()).isEmpty();
        romeoWrites();
        assertThat(counts()).containsExactly(21);
    }

    @Test
    void whoWasThereStartsAgain() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        romeoWrites();
        says("juliet.chat", "<presence/>");
        world.time.pass(Course.WINDOW);
        assertThat(counts()).containsExactly(1);
        says("juliet.chat", "<presence type='unavailable'/>");
        romeoWrites();
        assertThat(counts()).containsExactly(1);
    }

    /** §8: it is told again by itself, later and later, and after ten errors not any more. */
    @Test
    void whatMayPassIsBorneWithForAWhile() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        var rest = Course.FIRST_REST;
        for (int i = 0; i < 9; i++) {
            refuse(push.take());
            romeoWrites();
            world.time.pass(rest.minusMillis(1));
            assertThat(counts()).isEmpty();
            if (i == 8) {
                push.cut(); // remote-server-timeout is the tenth
            }
            world.time.pass(Duration.ofMillis(1));
            rest = rest.multipliedBy(2).compareTo(Course.LONGEST_REST) < 0 ? rest.multipliedBy(2) : Course.LONGEST_REST;
        }
        push = component();
        romeoWrites();
        world.time.pass(Course.LONGEST_REST);
        assertThat(counts()).isEmpty();
        assertThat(new PushTable(database).all()).isEmpty();
        assertThat(world.core.pushes()).isEqualTo(new PushNumbers(10, 10, 1));
    }

    @Test
    void oneAnswerMendsAll() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        for (int i = 1; i <= 20; i++) {
            var asked = push.take();
            if (i % 5 == 0) {
                push.receive(
                        "<iq type='result' from='push.capulet.example' to='capulet.example' id='" + id(asked) + "'/>");
                world.time.pass(Course.WINDOW);
                romeoWrites();
            } else {
                refuse(asked);
                world.time.pass(Course.FIRST_REST.multipliedBy(8));
            }
        }
        assertThat(push.take()).contains("<notification");
    }

    /** A service that is away is asked again, and the device hears of all that came in the meantime. */
    @Test
    void nothingIsForgottenWhileTheServiceIsAway() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        push.cut();
        romeoWrites();
        romeoWrites();
        push = component();
        world.time.pass(Course.FIRST_REST);
        assertThat(counts()).containsExactly(2);
    }

    /** What the service has heard of it need not hear again; the number counts all that waits. */
    @Test
    void aRestartForgetsNoMessage() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        taken(push.take());
        restart();
        world.time.pass(Course.FIRST_REST);
        assertThat(counts()).isEmpty();
        romeoWrites();
        assertThat(counts()).containsExactly(2);
    }

    @Test
    void whatTheServiceHasNotHeardOfItHearsAfterARestart() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        taken(push.take());
        world.time.pass(Duration.ofSeconds(1));
        romeoWrites();
        romeoWrites();
        restart();
        assertThat(counts()).isEmpty();
        world.time.pass(Course.FIRST_REST);
        assertThat(counts()).containsExactly(3);
    }

    @Test
    void whoHasComeAfterARestartIsNotWoken() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        restart();
        says("juliet.chat", "<presence/>");
        world.time.pass(Course.FIRST_REST);
        assertThat(counts()).isEmpty();
    }

    /** What it says of each push that came. */
    private List<Integer> counts() {
        return Pattern.compile("message-count' type='text-single'><value>([0-9]+)<")
                .matcher(push.take())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private void refuse(String asked) {
        push.receive(
                "<iq type='error' from='push.capulet.example' to='capulet.example' id='" + id(asked)
                        + "'><error type='wait'><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    }

    private void taken(String asked) {
        push.receive("<iq type='result' from='push.capulet.example' to='capulet.example' id='" + id(asked) + "'/>");
    }
}
