package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import offhook.directory.RingGroup;
import offhook.directory.UserId;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.testing.DigestClient;
import offhook.sip.testing.SipPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers can find out, and whom they can reach with messages that nobody asked for. */
class StrangersTest {

    private static final Duration LOOKS_EVEN = Duration.ofMillis(100);

    private final Database database = TestDatabases.sqlite();
    private SipStage stage;
    private SipPeer stranger;

    @BeforeEach
    void start() throws ConfigErrors {
        stage = new SipStage(List.of("pbx.host = \"192.0.2.200\""), database);
        stranger = stage.world.peer("203.0.113.66:5060");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static String request(String method, String user, String number) {
        return """
                %s sip:%s@capulet.example SIP/2.0
                Via: SIP/2.0/UDP 203.0.113.66:5060;branch=z9hG4bK%s
                Max-Forwards: 70
                From: <sip:a@stranger.example>;tag=a
                To: <sip:%s@capulet.example>
                Call-ID: %s
                CSeq: 1 %s
                Contact: <sip:a@203.0.113.66>

                """
                .formatted(method, user, number, user, number, method);
    }

    private SipMessage answer(String method, String user, String number) {
        stranger.send(request(method, user, number));
        stage.world.pass(LOOKS_EVEN);
        return stranger.next();
    }

    private static String plain(SipMessage answer, String user) {
        return answer.toString()
                .replaceAll("(nonce=\"|;tag=|branch=|Call-ID: )[^\"\r]+", "$1")
                .replace(user, "somebody");
    }

    /** RFC 3261 §26.1.5: 404 or a challenge, it is the same for who is there and who is not. */
    @ParameterizedTest
    @ValueSource(strings = {"REGISTER", "OPTIONS", "SUBSCRIBE", "MESSAGE", "PUBLISH", "REFER", "INFO", "NOTIFY"})
    void nobodyLearnsWhoIsHere(String method) {
        var known = plain(answer(method, "juliet", "one"), "juliet");
        assertThat(plain(answer(method, "benvolio", "two"), "benvolio")).isEqualTo(known);
        assertThat(plain(answer(method, "15550123", "three"), "15550123")).isEqualTo(known);
    }

    /** Nobody is here, and a number that the PBX may know: the same answer. */
    @Test
    void aNumberOutsideIsRefusedLikeNobody() {
        var nobody = plain(answer("INVITE", "benvolio", "one"), "benvolio");
        assertThat(nobody).startsWith("SIP/2.0 404 ");
        assertThat(plain(answer("INVITE", "15550123", "two"), "15550123")).isEqualTo(nobody);
    }

    /** Somebody of us whose phone is away, too; trusted peers and people of ours are told. */
    @Test
    void whoIsAwayIsNobodyToStrangers() {
        var nobody = plain(answer("INVITE", "benvolio", "one"), "benvolio");
        assertThat(plain(answer("INVITE", "juliet", "two"), "juliet")).isEqualTo(nobody);
        assertThat(plain(answer("INVITE", "201", "three"), "201")).isEqualTo(nobody);
    }

    /** Whose call was missed is written down first: that must not be seen by the clock. */
    @ParameterizedTest
    @ValueSource(strings = {"benvolio", "juliet", "201", "600", "15550123", "602"})
    void theAnswerComesAfterTheSameTime(String user) {
        stranger.send(request("INVITE", user, "one"));
        stage.world.pass(LOOKS_EVEN.minusMillis(1));
        assertThat(stranger.unread()).isEmpty();
        stage.world.pass(Duration.ofMillis(1));
        assertThat(stranger.nextResponse().status()).isEqualTo(404);
    }

    /** Nor by a disk that is slow. */
    @ParameterizedTest
    @ValueSource(
            strings = {"benvolio", "juliet", "201", "600", "15550123", "602", "juliet;gr=gone", "benvolio;gr=gone"})
    void theAnswerComesAfterAsManyCommits(String user) throws ConfigErrors {
        var commits = new ArrayDeque<Runnable>();
        var late = new AtomicBoolean();
        try (var slow = TestDatabases.sqlite(commit -> {
            if (late.get()) {
                commits.add(commit);
            } else {
                commit.run();
            }
        })) {
            stage = new SipStage(List.of("pbx.host = \"192.0.2.200\""), slow);
            stranger = stage.world.peer("203.0.113.66:5060");
            late.set(true);
            var address = user.replaceFirst("(;.*|$)", "@capulet.example$1");
            stranger.send(request("INVITE", user, "one").replace(user + "@capulet.example SIP", address + " SIP"));
            stage.world.pass(LOOKS_EVEN.plusMillis(1));
            assertThat(stranger.unread()).isEmpty();
            commits.remove().run();
            stage.world.pass(Duration.ZERO);
            assertThat(stranger.nextResponse().status()).isEqualTo(404);
        }
    }

    /** RFC 3261 §16.7 step 1, RFC 6026 §8.1: what answers no request of ours goes nowhere, whomever its Vias name. */
    @Test
    void aStrayResponseGoesNowhere() {
        var phone = registered();
        stranger.send(request("INVITE", "juliet", "call"));
        var invite = phone.nextRequest();
        stranger.clear();
        var ours = invite.topVia().toString();
        for (var via : List.of("SIP/2.0/UDP 192.0.2.100:5060;branch=z9hG4bKguessed", ours)) {
            stranger.send(
                    """
                    SIP/2.0 200 OK
                    Via: %s
                    Via: SIP/2.0/UDP 198.51.100.7:5060;branch=z9hG4bKvictim
                    From: <sip:a@b>;tag=a
                    To: <sip:c@d>;tag=c
                    Call-ID: call
                    CSeq: 1 MESSAGE

                    """
                            .formatted(via));
        }
        assertThat(stage.world.unread()).isEmpty();
    }

    /** Somebody who has called Juliet may not have her phone rung by an INVITE that goes round through us for ever. */
    @Test
    void aRequestThatSpiralsIsFollowedOnce() {
        var phone = registered();
        stranger.send(request("INVITE", "juliet", "call"));
        var forwarded = phone.nextRequest();
        phone.send(again(forwarded));
        assertThat(phone.nextResponse().status()).isEqualTo(482);
    }

    private static String again(SipRequest forwarded) {
        var back = forwarded.copy();
        back.setUri(Uri.parse("sip:juliet@capulet.example"));
        back.remove(HeaderName.RECORD_ROUTE);
        back.push(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bKround");
        return back.toString();
    }

    @Test
    void aRingGroupHasTheMembersItHasNow() {
        var juliet = registered();
        stranger.send(request("INVITE", "602", "early"));
        stage.world.pass(LOOKS_EVEN);
        assertThat(stranger.nextResponse().status()).isEqualTo(404);
        stage.people.ringGroups(
                new RingGroup("602", List.of(new UserId("juliet"), new UserId("gone")), RingGroup.Strategy.ALL));
        stranger.send(request("INVITE", "602", "now"));
        assertThat(juliet.nextRequest().uri().user()).isEqualTo("juliet");
        juliet.clear();
        stage.people.ringGroups(new RingGroup("602", List.of(new UserId("romeo")), RingGroup.Strategy.SERIAL));
        stranger.clear();
        stranger.send(request("INVITE", "602", "later"));
        stage.world.pass(LOOKS_EVEN);
        assertThat(stranger.nextResponse().status()).isEqualTo(404);
        assertThat(juliet.unread()).isEmpty();
    }

    /** As scanners do: guess, then try numbers. */
    @Test
    void whoGuessesPasswordsIsHeardNoMore() throws ConfigErrors {
        stage = new SipStage(List.of(), database, TestPeople.ofVerona(), true);
        stranger = stage.world.peer("203.0.113.66:5060");
        for (int i = 0; i < 20; i++) {
            stranger.send(request("REGISTER", "juliet", "ask" + i));
            var answer = DigestClient.of(stranger.nextResponse(), "juliet", "guess" + i)
                    .authorization("REGISTER", "sip:juliet@capulet.example");
            stranger.send(request("REGISTER", "juliet", "guess" + i)
                    .replace("Contact:", "Authorization: " + answer + "\nContact:"));
            stage.time.passSeconds(20);
            assertThat(stranger.nextResponse().status()).isEqualTo(401);
        }
        stranger.send(request("INVITE", "juliet", "call"));
        stage.time.passSeconds(1);
        assertThat(stranger.unread()).isEmpty();
        assertThat(stage.core().gatekeeper().turnedAway()).isEqualTo(1);
        assertThat(stage.isAlive()).isTrue();
    }

    private SipPeer registered() {
        var phone = stage.world.peer("192.0.2.10:5060");
        var register = request("REGISTER", "juliet", "reg").replace("203.0.113.66", "192.0.2.10");
        phone.send(register);
        var answer = DigestClient.of(phone.nextResponse(), "juliet", TestPeople.password("juliet"))
                .authorization("REGISTER", "sip:juliet@capulet.example");
        phone.send(register.replace("Contact: <sip:a@", "Authorization: " + answer + "\nContact: <sip:juliet@"));
        assertThat(phone.nextResponse().status()).isEqualTo(200);
        return phone;
    }

    /** A stolen password is worth so many calls, and no more. */
    @Test
    void oneOfUsCallsOnlySoManyAtOnce() throws ConfigErrors {
        var limited = new SipStage(
                List.of("pbx.host = \"192.0.2.200\"", "sip.calls = 2"), database, TestPeople.ofVerona(), true);
        var romeo = limited.world.peer("192.0.2.2:5060");
        assertThat(callOut(limited, romeo, "first")).isEqualTo(100);
        assertThat(callOut(limited, romeo, "second")).isEqualTo(100);
        assertThat(callOut(limited, romeo, "third")).isEqualTo(403);
        var pbx = limited.world.peer("192.0.2.200:5060");
        pbx.answer(pbx.nextRequest(), 486, "pbx");
        limited.world.time().passSeconds(3);
        romeo.clear();
        assertThat(limited.core().calls().calls(new UserId("romeo"))).isEqualTo(1);
        assertThat(callOut(limited, romeo, "fourth")).isEqualTo(100);
    }

    private static int callOut(SipStage stage, SipPeer from, String callId) {
        var invite = request("INVITE", "15550123", callId)
                .replace("sip:a@stranger.example", "sip:romeo@capulet.example")
                .replace("203.0.113.66", "192.0.2.2");
        from.send(invite);
        var answer = DigestClient.of(from.nextResponse(), "romeo", TestPeople.password("romeo"))
                .authorization("INVITE", "sip:15550123@capulet.example");
        from.send(invite.replace("branch=z9hG4bK", "branch=z9hG4bKagain")
                .replace("CSeq: 1", "CSeq: 2")
                .replace("Contact:", "Proxy-Authorization: " + answer + "\nContact:"));
        stage.world.pass(Duration.ofMillis(300));
        var response = from.nextResponse();
        while (!response.callId().equals(callId)) {
            response = from.nextResponse(); // nobody acknowledges what was refused before
        }
        return response.status();
    }
}
