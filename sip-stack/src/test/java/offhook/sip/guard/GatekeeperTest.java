package offhook.sip.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipMessage;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatekeeperTest {

    private final SipWorld world = new SipWorld();
    private final Bans bans = new Bans(world.time());
    private final List<SipMessage> inside = new ArrayList<>();
    private final SipPeer stranger = world.peer("203.0.113.66:5060");
    private final SipPeer phone = world.peer("192.0.2.10:5060");
    private Gatekeeper gatekeeper;

    @BeforeEach
    void start() {
        gatekeeper = new Gatekeeper(
                (message, from) -> inside.add(message),
                phone.address().getAddress()::equals,
                bans,
                new RateLimit(world.time(), 5, 1));
        world.listen(gatekeeper);
    }

    private static String request(String method, String to) {
        return """
                %s sip:juliet@capulet.example SIP/2.0
                Via: SIP/2.0/UDP 203.0.113.66:5060;branch=z9hG4bKgate
                From: <sip:a@b>;tag=a
                To: <sip:juliet@capulet.example>%s
                Call-ID: gate
                CSeq: 1 %s
                Content-Length: 0

                """
                .formatted(method, to, method);
    }

    private void send(SipPeer peer, int times, String message) {
        IntStream.range(0, times).forEach(i -> peer.send(message));
        world.time().run();
    }

    @Test
    void strangersBeginOnlySoMuch() {
        send(stranger, 8, request("INVITE", ""));
        assertThat(inside).hasSize(5);
        assertThat(stranger.unread()).isEmpty();
        assertThat(gatekeeper.turnedAway()).isEqualTo(3);
        world.time().passSeconds(1);
        send(stranger, 1, request("INVITE", ""));
        assertThat(inside).hasSize(6);
    }

    @Test
    void onAConnectionTheyAreTold() {
        IntStream.range(0, 6)
                .forEach(i -> stranger.sendTcp(request("INVITE", "").replace("UDP", "TCP")));
        var refused = stranger.nextResponse();
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.value(HeaderName.RETRY_AFTER)).contains("10");
        assertThat(inside).hasSize(5);
    }

    @Test
    void whatBelongsToSomethingIsNotCounted() {
        send(stranger, 20, request("ACK", ";tag=x"));
        send(stranger, 20, request("BYE", ";tag=x"));
        send(stranger, 20, request("CANCEL", ""));
        assertThat(inside).hasSize(60);
    }

    @Test
    void phonesSendAsMuchAsTheyLike() {
        send(phone, 20, request("INVITE", ""));
        assertThat(inside).hasSize(20);
    }

    @Test
    void whoIsBannedIsNotHeardUnlessAPhoneIsThere() {
        for (int i = 0; i < 20; i++) {
            bans.guessed(stranger.address().getAddress());
            bans.guessed(phone.address().getAddress());
        }
        send(stranger, 1, request("BYE", ";tag=x"));
        assertThat(inside).isEmpty();
        send(phone, 1, request("BYE", ";tag=x"));
        assertThat(inside).hasSize(1);
        assertThat(gatekeeper.turnedAway()).isEqualTo(1);
    }
}
