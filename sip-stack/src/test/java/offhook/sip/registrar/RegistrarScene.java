package offhook.sip.registrar;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import offhook.directory.UserId;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Cidr;
import offhook.sip.auth.Authenticator;
import offhook.sip.auth.Digest;
import offhook.sip.auth.DigestAlgorithm;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Peers;
import offhook.sip.guard.Bans;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.DigestClient;
import offhook.sip.testing.OnlyRequests;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;

/** A registrar, its store in memory, and a phone that registers with it. */
abstract class RegistrarScene {

    static final UserId JULIET = new UserId("juliet");
    static final String PHONE = "<sip:juliet@192.0.2.1:5060>";

    final SipWorld world = new SipWorld();
    SipPeer phone = world.peer("192.0.2.1:5060");
    final Committed store = new Committed();
    final Gruus gruus = new Gruus(new byte[32], SipWorld.random());
    final Set<UserId> left = new HashSet<>();
    final LocalBindings bindings = new LocalBindings(store, world.time(), user -> !left.contains(user));
    String callId = "registration";
    int cseq;
    int branch;

    RegistrarScene() {
        var people = TestPeople.ofVerona();
        var digest = new Digest(people, List.of(DigestAlgorithm.MD5), new byte[32], world.time());
        var own = new OwnAddresses(people);
        own.listenOn(List.of(SipWorld.SERVER));
        var registrar = new Registrar(
                own,
                new Authenticator(
                        digest, world.shards(), world.time(), SipWorld.random(), new Bans(world.time()), false),
                bindings,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Duration.ofHours(2),
                new Reachable(own, new Peers(List.of(Cidr.parse("192.0.2.200/32")), Set.of("pbx.example"), List.of())),
                gruus,
                world.shards());
        world.layer(layer -> new OnlyRequests(registrar::register));
    }

    SipResponse send(String uri, String aor, String headers) {
        phone.send(request(uri, aor, headers));
        return phone.nextResponse();
    }

    String request(String uri, String aor, String headers) {
        cseq++;
        branch++;
        return """
                REGISTER %s SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK%d
                From: <%s>;tag=j
                To: <%s>
                Call-ID: %s
                CSeq: %d REGISTER
                %s
                """
                .formatted(uri, branch, aor, aor, callId, cseq, headers.isEmpty() ? "" : headers + "\n");
    }

    SipResponse registerAs(String user, String aor, String headers) {
        return registerAs(user, "sip:capulet.example", aor, headers);
    }

    SipResponse registerAs(String user, String uri, String aor, String headers) {
        var challenge = send(uri, aor, "");
        var answer = DigestClient.of(challenge, user, user + "-secret").authorization("REGISTER", uri);
        return send(uri, aor, "Authorization: " + answer + (headers.isEmpty() ? "" : "\n" + headers));
    }

    SipResponse register(String headers) {
        return registerAs("juliet", "sip:juliet@capulet.example", headers);
    }

    List<String> phones() {
        return bindings.of(JULIET).stream()
                .map(binding -> binding.uri().toString())
                .toList();
    }
}
