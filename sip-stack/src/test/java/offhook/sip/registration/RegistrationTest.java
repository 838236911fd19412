package offhook.sip.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import offhook.sip.auth.Login;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.testing.AgentWorld;
import offhook.sip.testing.RegistrarPbx;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 3261 §10.2, with a registrar that does what registrars do. */
class RegistrationTest {

    private final SipWorld world = new SipWorld();
    private final RegistrarPbx pbx = new RegistrarPbx(world, "192.0.2.200:5060");
    private final AgentWorld ours = new AgentWorld(
            world,
            new Zone()
                    .address("pbx.example", "192.0.2.200")
                    .srv("_sip._udp.two.example", 1, 0, 5060, "one.two.example")
                    .srv("_sip._udp.two.example", 2, 0, 5060, "pbx.example")
                    .address("one.two.example", "192.0.2.199"));
    private final Registration registration = registration("sip:pbx.example", "secret");

    private Registration registration(String at, String password) {
        return new Registration(
                ours.agent(),
                new Registration.What(
                        Uri.parse(at), Uri.parse("sip:201@tenant.example"), "c0ffee", Duration.ofMinutes(10)),
                new Login("201", password, SipWorld.random()),
                SipWorld.random());
    }

    @BeforeEach
    void password() {
        pbx.passwords.put("201", "secret");
    }

    private void starts() {
        registration.start(Duration.ZERO);
        pass(1);
    }

    private void pass(long seconds) {
        pbx.pass(Duration.ofSeconds(seconds));
    }

    private SipRequest last() {
        return pbx.asked.get(pbx.asked.size() - 1);
    }

    @Test
    void itRegistersWithDigest() {
        starts();
        assertThat(pbx.asked).hasSize(1);
        assertThat(last().startLine()).isEqualTo("REGISTER sip:tenant.example SIP/2.0");
        assertThat(last().to().uri()).hasToString("sip:201@tenant.example");
        assertThat(last().from().uri()).hasToString("sip:201@tenant.example");
        assertThat(last().value(HeaderName.CONTACT))
                .contains("<sip:c0ffee@192.0.2.100:5060>;methods=\"INVITE,ACK,CANCEL,OPTIONS\"");
        assertThat(last().value(HeaderName.EXPIRES)).contains("600");
        assertThat(registration.isRegistered()).isTrue();
        assertThat(pbx.contacts("201")).containsExactly("c0ffee");
    }

    /** §10.2.4: always the same Call-ID, and a CSeq that counts. */
    @Test
    void itIsRefreshed() {
        starts();
        pass(3600);
        assertThat(pbx.asked.size()).isBetween(8, 13);
        assertThat(pbx.asked).extracting(SipMessage::callId).containsOnly(last().callId());
        assertThat(pbx.asked)
                .extracting(request -> request.cseq().number())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /** §10.3 step 7: the registrar may grant less. */
    @Test
    void itIsRefreshedAsOftenAsTheRegistrarWants() {
        pbx.longest = 60;
        starts();
        pass(600);
        assertThat(pbx.asked.size()).isBetween(13, 22);
    }

    @Test
    void tooBrief() {
        pbx.shortest = 1800;
        starts();
        pass(1);
        assertThat(last().value(HeaderName.EXPIRES)).contains("1800");
        assertThat(pbx.contacts("201")).hasSize(1);
    }

    @Test
    void aWrongPasswordIsTriedSeldomUntilThereIsAnother() {
        pbx.passwords.put("201", "other");
        starts();
        pass(1700);
        assertThat(pbx.asked).isEmpty();
        registration.login(new Login("201", "other", SipWorld.random()));
        pass(1);
        assertThat(pbx.contacts("201")).hasSize(1);
    }

    @Test
    void thePbxIsAwayAndComesBack() {
        pbx.silent = true;
        starts();
        pass(120);
        assertThat(registration.isRegistered()).isFalse();
        pbx.silent = false;
        pass(40);
        assertThat(registration.isRegistered()).isTrue();
    }

    /** RFC 3263 §4.3: the first server of the two has nobody at it. */
    @Test
    void theNextServerIsTried() {
        world.peer("192.0.2.199:5060").unplug();
        registration("sip:two.example", "secret").start(Duration.ZERO);
        pass(1);
        assertThat(pbx.contacts("201")).hasSize(1);
    }

    @Test
    void thePbxHasForgottenAndIsToldAgain() {
        starts();
        pbx.restart();
        registration.again(Duration.ZERO);
        pass(1);
        assertThat(pbx.contacts("201")).hasSize(1);
    }

    @Test
    void aRegistrarThatTakesNoMoreContacts() {
        pbx.full = true;
        starts();
        assertThat(registration.isRegistered()).isFalse();
        pass(10);
        assertThat(pbx.asked).hasSizeGreaterThan(1);
        pbx.full = false;
        pass(60);
        assertThat(registration.isRegistered()).isTrue();
    }

    @Test
    void overload() {
        pbx.status = 503;
        pbx.more = "Retry-After: 120";
        starts();
        pass(110);
        assertThat(pbx.asked).hasSize(1);
        pbx.status = 200;
        pass(30);
        assertThat(registration.isRegistered()).isTrue();
    }

    @Test
    void itTakesItsContactBack() {
        starts();
        var gone = registration.stop().toCompletableFuture();
        pbx.work();
        world.time().run();
        assertThat(gone).isCompleted();
        assertThat(last().value(HeaderName.EXPIRES)).contains("0");
        assertThat(pbx.contacts("201")).isEmpty();
        assertThat(registration.isRegistered()).isFalse();
        pass(3600);
        assertThat(pbx.asked).hasSize(2);
    }

    @Test
    void whatHasNotBegunEndsAtOnce() {
        var gone = registration.stop().toCompletableFuture();
        world.time().run();
        assertThat(gone).isCompleted();
        assertThat(pbx.asked).isEmpty();
    }

    @Test
    void nothingSecretIsWritten() {
        starts();
        assertThat(last().toString()).doesNotContain("secret");
        assertThat(Optional.of(new Login("201", "secret"))).hasToString("Optional[201]");
    }
}
