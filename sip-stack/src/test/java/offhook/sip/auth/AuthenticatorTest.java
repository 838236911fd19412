package offhook.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import offhook.directory.testing.TestPeople;
import offhook.runtime.testing.Logged;
import offhook.sip.guard.Bans;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.DigestClient;
import offhook.sip.testing.OnlyRequests;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {

    private static final String URI = "sip:capulet.example";

    private final SipWorld world = new SipWorld();
    private final SipPeer phone = world.peer("192.0.2.1:5060");
    private final List<String> known = new ArrayList<>();
    private final Bans bans = new Bans(world.time());
    private Authenticator authenticator;
    private int cseq;

    private void start(boolean limited, DigestAlgorithm... algorithms) {
        var people = TestPeople.ofVerona();
        var digest = new Digest(people, List.of(algorithms), new byte[32], world.time());
        authenticator = new Authenticator(digest, world.shards(), world.time(), SipWorld.random(), bans, limited);
        world.layer(layer -> new OnlyRequests((transaction, request) -> authenticator
                .authenticate(transaction, request)
                .ifPresent(user -> known.add(user.id().value()))));
    }

    private void start() {
        start(true, DigestAlgorithm.MD5, DigestAlgorithm.SHA_256);
    }

    private void send(String method, String headers) {
        cseq++;
        phone.send(
                """
                %s sip:capulet.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK%d
                From: <sip:juliet@capulet.example>;tag=j
                To: <sip:juliet@capulet.example>
                Call-ID: a-call-id-of-the-usual-length@192.0.2.1
                CSeq: %d %s
                Contact: <sip:juliet@192.0.2.1:5060;transport=udp>
                User-Agent: A phone with a long name and its version 1.2.3, build 4567
                Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO, PUBLISH, MESSAGE
                Supported: replaces, norefersub, extended-refer, timer, outbound, path
                Allow-Events: presence, kpml, talk, dialog, message-summary
                %sContent-Length: 0

                """
                        .formatted(method, cseq, cseq, method, headers));
    }

    private SipResponse challenge() {
        send("REGISTER", "");
        return phone.nextResponse();
    }

    private void register(String authorization) {
        send("REGISTER", "Authorization: " + authorization + "\n");
    }

    @Test
    void aPersonWithTheRightPasswordIsKnown() {
        start();
        var challenge = challenge();
        assertThat(challenge.status()).isEqualTo(401);
        assertThat(challenge.values(HeaderName.WWW_AUTHENTICATE)).hasSize(2);
        for (int which = 0; which < 2; which++) {
            register(DigestClient.of(challenge(), "juliet", "juliet-secret", which)
                    .authorization("REGISTER", URI));
        }
        assertThat(known).containsExactly("juliet", "juliet");
    }

    /** RFC 8760 §2.3: a challenge for each algorithm, in the order that is preferred; the client takes any of them. */
    @Test
    void everyAlgorithmIsOfferedInItsOrder() {
        start(true, DigestAlgorithm.SHA_512_256, DigestAlgorithm.SHA_256, DigestAlgorithm.MD5);
        var challenge = challenge();
        assertThat(challenge.values(HeaderName.WWW_AUTHENTICATE))
                .extracting(value -> value.replaceAll(".*,algorithm=", ""))
                .containsExactly("SHA-512-256", "SHA-256", "MD5");
        for (int which = 0; which < 3; which++) {
            register(DigestClient.of(challenge(), "juliet", "juliet-secret", which)
                    .authorization("REGISTER", URI));
        }
        assertThat(known).containsExactly("juliet", "juliet", "juliet");
    }

    @Test
    void otherRequestsAreAskedByTheProxy() {
        start();
        send("MESSAGE", "");
        var challenge = phone.nextResponse();
        assertThat(challenge.status()).isEqualTo(407);
        var answer = DigestClient.of(challenge, "juliet", "juliet-secret").authorization("MESSAGE", URI);
        send("MESSAGE", "Proxy-Authorization: " + answer + "\n");
        assertThat(known).containsExactly("juliet");
    }

    /** RFC 7616 §3.4.3: it is not offered, and understood where a client uses it. */
    @Test
    void aClientMayProtectTheBody() {
        start();
        for (int which = 0; which < 2; which++) {
            var challenge = challenge();
            assertThat(challenge.values(HeaderName.WWW_AUTHENTICATE).get(which)).contains("qop=\"auth\"");
            register(
                    DigestClient.of(challenge, "juliet", "juliet-secret", which).authorization("REGISTER", URI, ""));
        }
        assertThat(known).containsExactly("juliet", "juliet");
        register(
                DigestClient.of(challenge(), "juliet", "juliet-secret").authorization("REGISTER", URI, "another body"));
        assertThat(known).hasSize(2);
        assertThat(authenticator.failed()).isEqualTo(1);
    }

    /** RFC 7616 §3.4.4: no challenge says "userhash=true", so a hash is a name that nobody has. */
    @Test
    void aHashOfTheNameIsNobodysName() {
        start();
        var answer = DigestClient.of(challenge(), "juliet", "juliet-secret").authorization("REGISTER", URI);
        register(answer.replace(
                        "username=\"juliet\"",
                        "username=\"488869477bf257147b804c45308cd62ac4e25eb717b12b298c79e62dcea254ec\"")
                + ", userhash=true");
        assertThat(known).isEmpty();
        assertThat(phone.nextResponse().values(HeaderName.WWW_AUTHENTICATE))
                .noneMatch(challenge -> challenge.contains("userhash"));
    }

    @Test
    void aNonceIsUsedWithEachCountOnce() {
        start();
        var client = DigestClient.of(challenge(), "juliet", "juliet-secret");
        register(client.authorization("REGISTER", URI));
        register(client.authorization("REGISTER", URI));
        assertThat(known).hasSize(2);
        register(client.again().authorization("REGISTER", URI));
        assertThat(known).hasSize(2);
        assertThat(phone.nextResponse().values(HeaderName.WWW_AUTHENTICATE).get(0))
                .endsWith(",stale=true");
    }

    @Test
    void aNonceGrowsOldAndIsForOneAddress() {
        start();
        var old = DigestClient.of(challenge(), "juliet", "juliet-secret");
        world.time().pass(Duration.ofMinutes(5));
        register(old.authorization("REGISTER", URI));
        var stale = phone.nextResponse();
        assertThat(stale.value(HeaderName.WWW_AUTHENTICATE))
                .hasValueSatisfying(value -> assertThat(value).endsWith("stale=true"));
        var stolen = DigestClient.of(stale, "juliet", "juliet-secret").authorization("REGISTER", URI);
        world.peer("192.0.2.66:5060")
                .send(
                        """
                        REGISTER sip:capulet.example SIP/2.0
                        Via: SIP/2.0/UDP 192.0.2.66:5060;branch=z9hG4bKstolen
                        From: <sip:juliet@capulet.example>;tag=j
                        To: <sip:juliet@capulet.example>
                        Call-ID: other
                        CSeq: 1 REGISTER
                        Authorization: %s

                        """
                                .formatted(stolen));
        assertThat(known).isEmpty();
    }

    @Test
    void anUnknownPersonGetsTheSameAnswerAsAWrongPassword() {
        start();
        register(DigestClient.of(challenge(), "juliet", "wrong").authorization("REGISTER", URI));
        var wrong = phone.nextResponse().toString();
        register(DigestClient.of(challenge(), "tybalt", "wrong").authorization("REGISTER", URI));
        var unknown = phone.nextResponse().toString();
        assertThat(plain(unknown)).isEqualTo(plain(wrong));
        assertThat(authenticator.failed()).isEqualTo(2);
        assertThat(known).isEmpty();
    }

    private static String plain(String message) {
        return message.replaceAll("nonce=\"[^\"]+\"", "nonce")
                .replaceAll("branch=\\w+", "branch")
                .replaceAll("tag=[\\w-]+", "tag")
                .replaceAll("CSeq: \\d+", "CSeq");
    }

    /** Each wrong login is one line with the address, and without anything that helps to guess further. */
    @Test
    void aWrongLoginIsOneLine() {
        var log = Logged.by("offhook.login");
        start();
        register(DigestClient.of(challenge(), "juliet", "wrong").authorization("REGISTER", URI));
        send("INVITE", "");
        phone.nextResponse();
        var answer = DigestClient.of(phone.nextResponse(), "x y\u202e address=192.0.2.9", "wrong")
                .authorization("INVITE", URI);
        send("INVITE", "Proxy-Authorization: " + answer + "\n");
        log.close();
        assertThat(log.lines(Level.WARN))
                .containsExactly(
                        "login failed service=sip user=juliet address=192.0.2.1",
                        "login failed service=sip user=x_y__address_192.0.2.9 address=192.0.2.1");
        assertThat(log.lines(Level.ERROR)).isEmpty();
    }

    @Test
    void credentialsThatCannotBeReadAreNone() {
        start();
        for (var value : List.of(
                "Basic anVsaWV0OnNlY3JldA==",
                "Digest",
                "Digest username=\"juliet\", realm=\"capulet.example\"",
                "Digest username=\"juliet\" realm=\"capulet.example\", nonce=\"n\", uri=\"u\", response=\"r\"",
                "Digest username=\"juliet\", realm=\"elsewhere\", nonce=\"n\", uri=\"u\", response=\"r\"")) {
            register(value);
            assertThat(phone.nextResponse().status()).isEqualTo(401);
        }
        assertThat(authenticator.failed()).isZero();
    }

    @Test
    void wrongAlgorithmsAndForgedNoncesFail() {
        start(true, DigestAlgorithm.SHA_256);
        var answer = DigestClient.of(challenge(), "juliet", "juliet-secret").authorization("REGISTER", URI);
        register(answer.replace("SHA-256", "MD5"));
        register(answer.replaceAll("nonce=\"[^\"]+\"", "nonce=\"AAAAAAAAAAAAAAAAAAAAAA\""));
        register(answer.replaceAll("nc=\\d+", "nc=zero"));
        register(answer.replace("qop=auth", "qop=auth-int"));
        register(answer.replace("qop=auth", "qop=auth-conf"));
        assertThat(known).isEmpty();
        assertThat(authenticator.failed()).isEqualTo(5);
    }

    @Test
    void guessesBecomeSlow() {
        start();
        for (int i = 0; i < 3; i++) {
            register(DigestClient.of(challenge(), "juliet", "wrong").authorization("REGISTER", URI));
            phone.nextResponse();
        }
        register(DigestClient.of(challenge(), "juliet", "wrong").authorization("REGISTER", URI));
        assertThat(phone.unread()).isEmpty();
        world.time().passSeconds(1);
        assertThat(phone.nextResponse().status()).isEqualTo(401);
        register(DigestClient.of(challenge(), "juliet", "juliet-secret").authorization("REGISTER", URI));
        assertThat(known).containsExactly("juliet");
    }

    /** Whose address it is, only who answers our nonce has shown: else anybody could have anybody banned. */
    @Test
    void onlyWhoGuessesIsBanned() {
        start(false, DigestAlgorithm.MD5);
        var address = phone.address().getAddress();
        var wrong = DigestClient.of(challenge(), "juliet", "wrong").authorization("REGISTER", URI);
        for (int i = 0; i < 30; i++) {
            register(wrong.replaceAll("nonce=\"[^\"]+\"", "nonce=\"AAAAAAAAAAAAAAAAAAAAAA\""));
        }
        assertThat(bans.isBanned(address)).isFalse();
        for (int i = 0; i < 20; i++) {
            assertThat(bans.isBanned(address)).isFalse();
            register(wrong);
        }
        assertThat(bans.isBanned(address)).isTrue();
    }

    @Test
    void whoSendsTooManyRequestsWaits() {
        start(true, DigestAlgorithm.MD5);
        var client = DigestClient.of(challenge(), "juliet", "juliet-secret");
        for (int i = 0; i < 110; i++) {
            register(client.authorization("REGISTER", URI));
        }
        assertThat(known).hasSize(100);
        assertThat(phone.unread()).hasSize(10).allMatch(line -> line.startsWith("SIP/2.0 503 "));
        world.time().passSeconds(1);
        register(client.authorization("REGISTER", URI));
        assertThat(known).hasSize(101);
    }

    @Test
    void onlySoManyChallengesGoToOneAddress() {
        start();
        IntStream.range(0, 30).forEach(i -> send("REGISTER", ""));
        assertThat(phone.unread()).hasSize(20);
        assertThat(authenticator.challenged()).isEqualTo(20);
        world.time().passSeconds(1);
        send("REGISTER", "");
        assertThat(phone.unread()).hasSize(21);
    }

    @Test
    void withoutLimitsEverybodyIsChallengedAtOnce() {
        start(false, DigestAlgorithm.MD5);
        IntStream.range(0, 30).forEach(i -> send("REGISTER", ""));
        assertThat(phone.unread()).hasSize(30);
    }

    @Test
    void aSmallRequestGetsOneChallenge() {
        start();
        phone.send(
                """
                REGISTER sip:c SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKs
                From: <sip:j@c>;tag=j
                To: <sip:j@c>
                Call-ID: s
                CSeq: 1 REGISTER

                """);
        var challenge = phone.nextResponse();
        assertThat(challenge.values(HeaderName.WWW_AUTHENTICATE))
                .singleElement()
                .satisfies(value -> assertThat(value).contains("algorithm=MD5"));
    }
}
