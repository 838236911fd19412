package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.testing.Watcher;
import offhook.sip.transport.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lamps of phones that have not subscribed: none sticks, and none is told more often than it needs. */
class UnsolicitedTest {

    private final Database database = TestDatabases.sqlite();
    private final TestPeople people = TestPeople.ofVerona();
    private SipStage stage;
    private Watcher phone;

    @BeforeEach
    void start() throws ConfigErrors {
        stage = new SipStage(List.of(), database, people);
        phone = registered("192.0.2.10", Protocol.UDP);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Watcher registered(String address, Protocol protocol) {
        var one = new Watcher(stage.world, address, "juliet", protocol);
        assertThat(one.register().status()).isEqualTo(200);
        return one;
    }

    private void fill(int unheard, int old) {
        stage.mailboxes.fill("juliet", unheard, old);
        stage.time.passSeconds(1);
    }

    private static String counts(SipRequest notify) {
        return Watcher.body(notify).replaceAll("(?s).*Voice-Message: (\\S+).*", "$1");
    }

    private List<String> unread() {
        stage.time.run();
        return stage.world.unread();
    }

    /** Nobody is told of a mailbox that there is not, whatever the phone does. */
    @Test
    void whoHasNoMailboxIsToldNothing() {
        stage.time.passSeconds(70);
        assertThat(unread()).isEmpty();
    }

    @Test
    void eachPhoneOfThePersonIsTold() {
        var other = registered("192.0.2.11", Protocol.UDP);
        fill(1, 0);
        assertThat(counts(phone.notified())).isEqualTo("1/0");
        assertThat(counts(other.notified())).isEqualTo("1/0");
        assertThat(unread()).isEmpty();
    }

    /** RFC 3840 §10, as the shadow of an extension says it. */
    @Test
    void aPhoneThatTakesNoNotifyIsLeftAlone() {
        var shadow = new Watcher(stage.world, "192.0.2.12", "juliet", Protocol.UDP);
        shadow.contact("<sip:c0ffee@192.0.2.12>;methods=\"INVITE, ACK,CANCEL,OPTIONS\"");
        assertThat(shadow.register().status()).isEqualTo(200);
        var other = new Watcher(stage.world, "192.0.2.13", "juliet", Protocol.UDP);
        other.contact("<sip:juliet@192.0.2.13>;methods=\"INVITE,notify\"");
        assertThat(other.register().status()).isEqualTo(200);
        fill(1, 0);
        assertThat(counts(phone.notified())).isEqualTo("1/0");
        assertThat(counts(other.notified())).isEqualTo("1/0");
        assertThat(unread()).isEmpty();
    }

    @Test
    void onePhoneHasSubscribedAndTheOtherHasNot() {
        var other = registered("192.0.2.11", Protocol.UDP);
        other.subscribe("juliet", "message-summary");
        assertThat(state(other.notified())).startsWith("active");
        fill(1, 0);
        assertThat(state(phone.notified())).isEqualTo("terminated");
        assertThat(state(other.notified())).startsWith("active");
        assertThat(unread()).isEmpty();
    }

    private static String state(SipRequest notify) {
        return notify.value(HeaderName.SUBSCRIPTION_STATE).orElseThrow();
    }

    /** A phone whose subscription has ended is told by itself, when it registers. */
    @Test
    void aSubscriptionThatEnded() {
        phone.subscribe("juliet", "message-summary");
        phone.notified();
        fill(1, 0);
        phone.notified();
        assertThat(phone.refresh("message-summary", "Expires: 0").status()).isEqualTo(200);
        phone.notified();
        stage.time.passSeconds(5);
        assertThat(unread()).isEmpty();
        phone.register();
        stage.time.passSeconds(1);
        assertThat(state(phone.notified())).isEqualTo("terminated");
    }

    /** A NOTIFY that was lost is sent again after a while, and not for ever. */
    @Test
    void aPhoneThatDoesNotAnswer() {
        fill(1, 0);
        for (int i = 0; i < 5; i++) {
            stage.time.passSeconds(1);
            assertThat(phone.peer().unread()).isNotEmpty();
            stage.time.passSeconds(40);
            phone.peer().clear();
            stage.time.passSeconds(53);
        }
        phone.peer().clear();
        stage.time.passSeconds(300);
        assertThat(unread()).isEmpty();
        phone.register();
        stage.time.passSeconds(1);
        assertThat(counts(phone.notified())).isEqualTo("1/0");
    }

    /** What changed while a NOTIFY was on its way is told behind it. */
    @Test
    void aChangeMeanwhile() {
        fill(1, 0);
        stage.mailboxes.fill("juliet", 2, 0);
        assertThat(counts(phone.notified())).isEqualTo("1/0");
        stage.time.passSeconds(1);
        assertThat(counts(phone.notified())).isEqualTo("2/0");
        stage.time.passSeconds(5);
        assertThat(unread()).isEmpty();
    }

    /** A lamp that we have lit goes out, even if the mailbox is not there any more. */
    @Test
    void aMailboxThatIsGone() {
        fill(1, 0);
        phone.notified();
        stage.mailboxes.remove("juliet");
        stage.time.passSeconds(1);
        assertThat(counts(phone.notified())).isEqualTo("0/0");
        phone.register();
        stage.time.passSeconds(5);
        assertThat(unread()).isEmpty();
    }

    /** By the connection that the phone has opened; once that is closed there is no way, and a new one is a REGISTER. */
    @Test
    void aPhoneOnAConnection() {
        var other = new Watcher(stage.world, "192.0.2.11", "juliet", Protocol.TCP);
        other.contact("<sip:juliet@192.0.2.11;transport=tcp>;+sip.instance=\"<urn:uuid:1>\";reg-id=1");
        other.register("Supported: outbound");
        fill(1, 0);
        phone.notified();
        assertThat(counts(other.notified())).isEqualTo("1/0");
        other.peer().hangUp();
        fill(2, 0);
        phone.notified();
        assertThat(other.peer().unread()).isEmpty();
        other.register("Supported: outbound");
        stage.time.passSeconds(1);
        assertThat(counts(other.notified())).isEqualTo("2/0");
    }

    /** RFC 3327 §5.3. */
    @Test
    void aPhoneBehindAProxy() {
        var edge = stage.world.peer("192.0.2.50:5060");
        phone = new Watcher(stage.world, "192.0.2.50", "juliet");
        phone.contact("<sip:juliet@10.0.0.7:5060>");
        phone.register("Supported: path", "Path: <sip:192.0.2.50;lr>");
        fill(1, 0);
        var notify = edge.nextRequest();
        assertThat(notify.uri()).hasToString("sip:juliet@10.0.0.7:5060");
        assertThat(notify.values(HeaderName.ROUTE)).containsExactly("<sip:192.0.2.50;lr>");
    }

    @Test
    void whoLeavesIsToldNothing() {
        people.disable("juliet");
        fill(1, 0);
        assertThat(unread()).isEmpty();
    }

    @Test
    void afterARestartEverybodyIsTold() {
        fill(1, 0);
        phone.notified();
        stage.mailboxes.fill("juliet", 0, 1);
        stage.restart();
        stage.time.passSeconds(2);
        assertThat(counts(phone.notified())).isEqualTo("0/1");
    }
}
