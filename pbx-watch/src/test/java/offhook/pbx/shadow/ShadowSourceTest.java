package offhook.pbx.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import offhook.pbx.subscription.Pbx;
import offhook.pbx.testing.WatchedWorld;
import offhook.runtime.config.Secret;
import offhook.sip.call.CallRecord;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.testing.AgentWorld;
import offhook.sip.testing.RegistrarPbx;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShadowSourceTest {

    private static final String MERCUTIO = "\"Mercutio\" <sip:+15550123@192.0.2.200>";

    private final WatchedWorld offhook = new WatchedWorld();
    private final SipWorld world = new SipWorld(offhook.time);
    private final RegistrarPbx pbx = new RegistrarPbx(world, "192.0.2.200:5060");
    private final AgentWorld agent = new AgentWorld(world, new Zone());
    private final ShadowSource source = source(Map.of("201", "abc", "202", "def"));

    private ShadowSource source(Map<String, String> passwords) {
        return new ShadowSource(
                new Pbx(
                        Uri.parse("sip:192.0.2.200"),
                        "pbx.example",
                        "offhook",
                        Optional.empty(),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(1)),
                secrets(passwords),
                offhook.tracker.outside().reporter("shadow", Duration.ofMinutes(1)),
                new ShadowSource.Ground(
                        agent.agent(),
                        agent.contacts(),
                        offhook.people,
                        offhook.time,
                        offhook.time,
                        offhook.time,
                        SipWorld.random(),
                        new byte[32]));
    }

    private static Secrets secrets(Map<String, String> passwords) {
        var accounts = new HashMap<String, Account>();
        passwords.forEach(
                (extension, password) -> accounts.put(extension, new Account(extension, new Secret(password))));
        return new Secrets(true, accounts, List.of());
    }

    private void starts() {
        pbx.passwords.putAll(Map.of("201", "abc", "202", "def", "203", "ghi"));
        source.start();
        pass(3);
    }

    private void pass(long seconds) {
        pbx.pass(Duration.ofSeconds(seconds));
    }

    private SipRequest rings(long seconds) {
        var invite = pbx.calls("201", "call-1", MERCUTIO);
        pass(seconds);
        return invite;
    }

    @Test
    void everyExtensionThatHasASecretIsRegistered() {
        starts();
        assertThat(pbx.contacts("201")).singleElement().asString().matches("[0-9a-f]{32}");
        assertThat(pbx.contacts("202")).isNotEqualTo(pbx.contacts("201"));
        assertThat(pbx.contacts("203")).isEmpty();
        assertThat(source.isUp()).isTrue();
        assertThat(source.registered()).isEqualTo(2);
    }

    /** After a crash the contact is the one that is registered already, not one more. */
    @Test
    void theContactIsTheSameAfterARestart() {
        starts();
        var before = pbx.contacts("201");
        source(Map.of("201", "abc")).start();
        pass(3);
        assertThat(pbx.contacts("201")).isEqualTo(before);
    }

    /** The table of what a CANCEL says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIP;cause=200;text=\"Call completed elsewhere\" | ANSWERED_ELSEWHERE",
                "Q.850;cause=26 | ANSWERED_ELSEWHERE",
                "SIP;text=\"call completed elsewhere\" | ANSWERED_ELSEWHERE",
                "'' | CALLER_HUNG_UP",
                "SIP;cause=487 | CALLER_HUNG_UP",
                "Q.850;cause=16 | CALLER_HUNG_UP",
                "Q.850;cause=19 | RANG_OUT",
                "SIP;cause=408 | RANG_OUT",
                "SIP;cause=480 | RANG_OUT",
                "SIP;cause=603 | DECLINED",
                "what;is=this;;, SIP;cause=200 | ANSWERED_ELSEWHERE",
            })
    void whyThePhonesStoppedRinging(String reason, String outcome) {
        starts();
        var invite = rings(7);
        assertThat(offhook.news()).containsExactly("juliet RINGING");
        assertThat(pbx.finals()).isEmpty();
        pbx.cancels(invite, reason.isEmpty() ? new String[0] : reason.split(", "));
        assertThat(pbx.finals()).containsExactly(487);
        pass(3);
        assertThat(offhook.news()).containsExactly("juliet IDLE");
        assertThat(offhook.outcomes()).containsExactly("juliet " + outcome + " 7");
    }

    /** Neither a 18x nor a final response, until three minutes are over. */
    @Test
    void nobodyCancels() {
        starts();
        pbx.calls("201", "call-1", MERCUTIO);
        assertThat(pbx.answers).extracting(answer -> answer.status()).containsExactly(100);
        pass(179);
        assertThat(pbx.answers).extracting(answer -> answer.status()).containsOnly(100);
        pass(5);
        assertThat(pbx.finals()).startsWith(480);
        assertThat(offhook.outcomes()).containsExactly("juliet RANG_OUT 180");
    }

    @Test
    void whoCallsWhom() {
        starts();
        pbx.cancels(rings(1));
        pass(3);
        assertThat(offhook.ended).singleElement().satisfies(call -> {
            assertThat(call.caller().name()).hasToString("Mercutio");
            assertThat(call.caller().address()).hasToString("sip:+15550123@192.0.2.200");
            assertThat(call.dialled()).isEqualTo("201");
            assertThat(call.id()).isEqualTo("call-1");
        });
    }

    @Test
    void oneOfOursCalls() {
        starts();
        pbx.cancels(pbx.calls("201", "call-2", "<sip:202@192.0.2.200>"));
        pass(3);
        assertThat(offhook.ended).extracting(CallRecord::caller).singleElement().satisfies(caller -> assertThat(
                        caller.user())
                .hasToString("Optional[romeo]"));
    }

    /** A PBX that forks, as a proxy does: one call to two of our people. */
    @Test
    void aRingGroup() {
        starts();
        var first = pbx.calls("201", "call-3", MERCUTIO);
        var second = pbx.calls("202", "call-3", MERCUTIO);
        pass(1);
        assertThat(offhook.news()).containsExactlyInAnyOrder("juliet RINGING", "romeo RINGING");
        pbx.cancels(first, "SIP;cause=200");
        pbx.cancels(second, "SIP;cause=200");
        pass(3);
        assertThat(offhook.ended).hasSize(1);
        assertThat(offhook.outcomes())
                .containsExactlyInAnyOrder("juliet ANSWERED_ELSEWHERE 1", "romeo ANSWERED_ELSEWHERE 1");
    }

    @Test
    void thePbxRestartsInMidCall() {
        starts();
        rings(1);
        pbx.restart();
        pbx.silent = true;
        pass(80);
        assertThat(source.isUp()).isFalse();
        assertThat(source.registered()).isZero();
        assertThat(offhook.news()).containsExactly("juliet RINGING", "juliet IDLE");
        pbx.silent = false;
        pass(30);
        assertThat(source.isUp()).isTrue();
        assertThat(pbx.contacts("201")).hasSize(1);
        assertThat(pbx.contacts("202")).hasSize(1);
        assertThat(source.registered()).isEqualTo(2);
        assertThat(offhook.outcomes()).isEmpty();
    }

    /** It was away for less time than it takes to notice. */
    @Test
    void thePbxForgets() {
        starts();
        pbx.restart();
        pass(45);
        assertThat(source.registered()).isEqualTo(2);
        assertThat(pbx.contacts("201")).hasSize(1);
        assertThat(pbx.contacts("202")).hasSize(1);
    }

    @Test
    void secretsChange() {
        starts();
        source.use(secrets(Map.of("202", "xyz", "203", "ghi")));
        pbx.passwords.put("202", "xyz");
        pass(2);
        assertThat(pbx.contacts("201")).isEmpty();
        assertThat(pbx.contacts("202")).hasSize(1);
        assertThat(pbx.contacts("203")).hasSize(1);
        source.use(secrets(Map.of("201", "abc")));
        source.use(secrets(Map.of()));
        source.use(secrets(Map.of("201", "abc")));
        pass(5);
        assertThat(pbx.contacts("201")).hasSize(1);
        assertThat(source.registered()).isOne();
    }

    @Test
    void anExtensionChangesHands() {
        starts();
        var before = pbx.contacts("201");
        offhook.people.with("juliet", "Juliet Capulet", "209");
        offhook.people.with("nurse", "Nurse", "203", "201");
        pass(3);
        assertThat(pbx.contacts("201")).hasSize(1).isNotEqualTo(before);
        pbx.cancels(rings(1));
        pass(3);
        assertThat(offhook.outcomes()).containsExactly("nurse CALLER_HUNG_UP 1");
    }

    @Test
    void atTheEndTheContactsAreTakenBack() {
        starts();
        rings(1);
        var stopped = source.stop().toCompletableFuture();
        pass(1);
        assertThat(stopped).isCompleted();
        assertThat(pbx.contacts("201")).isEmpty();
        assertThat(pbx.contacts("202")).isEmpty();
        assertThat(pbx.finals()).startsWith(480);
        pass(60);
        assertThat(offhook.outcomes()).isEmpty();
    }

    /** It rings along for all of them, and only some are told of. */
    @Test
    void moreCallsThanAreToldOf() {
        starts();
        var calls = many(40);
        assertThat(pbx.answers).hasSize(40).extracting(SipResponse::status).containsOnly(100);
        assertThat(offhook.tracker.outside().reporters().get(0).legs()).isEqualTo(32);
        pbx.cancels(calls.get(39));
        assertThat(pbx.finals()).containsExactly(487);
        pass(179);
        assertThat(pbx.finals()).containsOnly(487);
        pass(2);
        assertThat(pbx.finals()).contains(480);
        pass(3);
        assertThat(offhook.ended).hasSize(32);
    }

    /** Never a final response of ours, which the fork of the PBX would count: rather none at all. */
    @Test
    void moreCallsThanItRingsAlongFor() {
        starts();
        var calls = many(256);
        var late = pbx.calls("201", "late", MERCUTIO);
        assertThat(pbx.answers).hasSize(256).extracting(SipResponse::callId).doesNotContain("late");
        pbx.cancels(calls.get(7));
        pbx.answers.clear();
        pbx.peer.send(late); // RFC 3261 §17.1.1.2: repeated, as long as there is no response
        pbx.work();
        assertThat(pbx.answers).extracting(SipResponse::callId).containsExactly("late");
        pbx.cancels(late);
        assertThat(pbx.finals()).containsExactly(487);
    }

    private List<SipRequest> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> pbx.calls("201", "flood-" + i, MERCUTIO))
                .toList();
    }

    /** The last contact is called by an address of its own, as an Asterisk does. */
    @Test
    void aPbxThatDialsTheContact() {
        starts();
        var contact = Uri.parse("sip:" + pbx.contacts("201").get(0) + "@192.0.2.100:5060");
        var invite = pbx.invite(contact, "201", "call-4", MERCUTIO);
        invite.set(HeaderName.TO, "<" + contact + ">");
        pbx.peer.send(invite);
        pbx.cancels(invite);
        pass(3);
        assertThat(offhook.ended).extracting(CallRecord::dialled).containsExactly("201");
    }
}
