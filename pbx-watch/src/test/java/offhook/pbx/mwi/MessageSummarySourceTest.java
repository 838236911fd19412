package offhook.pbx.mwi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.testing.TestPeople;
import offhook.pbx.subscription.Pbx;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Uri;
import offhook.sip.testing.AgentWorld;
import offhook.sip.testing.LampPbx;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import org.junit.jupiter.api.Test;

class MessageSummarySourceTest {

    private final SipWorld world = new SipWorld();
    private final LampPbx pbx = new LampPbx(world, "192.0.2.200:5060");
    private final List<String> counted = new ArrayList<>();
    private final MessageSummarySource source = new MessageSummarySource(
            new Pbx(
                    Uri.parse("sip:192.0.2.200"),
                    "pbx.example",
                    "offhook",
                    Optional.empty(),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(1)),
            new AgentWorld(world, new Zone()).agent(),
            TestPeople.ofVerona(),
            (user, mailbox, fresh, old) -> counted.add(user + " " + mailbox + " " + fresh + "/" + old),
            SipWorld.random());

    private void pass(int seconds) {
        pbx.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void everyMailboxIsCounted() {
        pbx.messages("201", "2/8");
        source.start();
        pass(2);
        assertThat(pbx.asked).hasSize(3).allSatisfy(request -> {
            assertThat(request.value(HeaderName.EVENT)).contains("message-summary");
            assertThat(request.value(HeaderName.ACCEPT)).contains("application/simple-message-summary");
        });
        assertThat(counted).containsExactlyInAnyOrder("juliet 201 2/8", "romeo 202 0/0", "nurse 203 0/0");
        assertThat(source.isUp()).isTrue();
        pbx.messages("202", "1/0");
        assertThat(counted).last().isEqualTo("romeo 202 1/0");
    }

    @Test
    void thePbxRestarts() {
        source.start();
        pass(2);
        pbx.restart();
        pbx.messages("203", "4/0");
        counted.clear();
        pass(460);
        assertThat(counted).contains("nurse 203 4/0");
    }

    @Test
    void whatCannotBeReadIsLeftOut() {
        source.start();
        pass(2);
        counted.clear();
        pbx.messages("201", "many");
        assertThat(counted).containsExactly("juliet 201 1/0");
    }
}
