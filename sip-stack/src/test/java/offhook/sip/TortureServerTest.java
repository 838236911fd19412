package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.DigestClient;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.Torture;
import offhook.sip.transport.Frames;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * RFC 4475 and RFC 5118, each message sent by a trusted peer to the whole server, over UDP and TCP: it is refused, or
 * forwarded to the PBX as its sender wrote it, or takes effect; and the server answers the next one.
 */
class TortureServerTest {

    private static final Database DATABASE = TestDatabases.sqlite();
    private static final String PEER = "198.51.100.66:5060";
    private static final String PEER_BY_TLS = "198.51.100.66:5061";
    private static final String PBX = "192.0.2.200:5060";
    private static final String FORWARDED = "forward";
    private static final String NOTHING = "discard";

    /** Where the table leaves a choice, or speaks of another kind of proxy. */
    private static final Map<String, String> OURS = Map.ofEntries(
            // RFC 3261 §16.3 step 3: OPTIONS that may go no further is answered.
            Map.entry("zeromf", "200"),
            // Nobody has us forward by a Route of their own; without it, see below.
            Map.entry("mpart01", "403"),
            // In dialogs that did not go through us, which we do not forward.
            Map.entry("wsinv", "481"),
            Map.entry("via-received-param-with-delim", "481"),
            Map.entry("mult-ip-in-header", "481"),
            // REGISTER: we are the registrar of one domain.
            Map.entry("ipv6-good", "403"),
            Map.entry("port-ambiguous", "403"),
            Map.entry("port-unambiguous", "403"),
            Map.entry("dblreq", "401 200"),
            Map.entry("cparam01", "401 200"),
            Map.entry("cparam02", "401 200"),
            Map.entry("regescrt", "401 200"),
            Map.entry("regbadct", "401 400"),
            Map.entry("regaut01", "401 200"),
            // The address of record is not the one in front of the NUL, which its sender owns.
            Map.entry("escnull", "401 404"),
            Map.entry("unksm2", "400"),
            // Strings where the grammar wants others, which no proxy needs to understand.
            Map.entry("escruri", FORWARDED),
            Map.entry("baddate", FORWARDED),
            Map.entry("badaspec", FORWARDED),
            Map.entry("quotbal", "400"),
            Map.entry("baddn", "400"),
            Map.entry("lwsstart", "400"),
            Map.entry("trws", "400"),
            Map.entry("mismatch02", "400"),
            Map.entry("badbranch", FORWARDED));

    /** A stream waits for the rest: baddn has no empty line at its end. RFC 2543 knew no Content-Length there, RFC 3261 §18.3 insists on it. */
    private static final Map<String, String> ON_A_STREAM = Map.of("clerr", NOTHING, "baddn", NOTHING, "inv2543", "400");

    /** What the answers say besides their status. */
    private static final Map<String, String> ANSWERS = Map.of(
            "bext01", "Unsupported: noProxiesSupportThis, norDoAnyProxiesSupportThis\r\n",
            "cparam01", "Contact: <sip:+19725552222@gw1.example.net>;unknownparam;expires=",
            "cparam02", "Contact: <sip:+19725552222@gw1.example.net;unknownparam>;expires=",
            "regescrt", "Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>;expires=");

    /** What a proxy changes, or what is changed with it. */
    private static final Set<String> NOT_OURS_TO_KEEP =
            Set.of("via", "v", "max-forwards", "route", "record-route", "content-length", "l", "contact", "m");

    @BeforeAll
    static void migrate() {
        DATABASE.migrate("sip");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @TestFactory
    Stream<DynamicTest> rfc4475() {
        return Torture.rows("rfc4475").flatMap(row -> both(row[0], "rfc4475/", OURS.getOrDefault(row[0], row[4])));
    }

    @TestFactory
    Stream<DynamicTest> rfc5118() {
        return Torture.rows("rfc5118")
                .flatMap(row -> both(
                        row[0], "rfc5118/", OURS.getOrDefault(row[0], row[1].equals("invalid") ? "400" : FORWARDED)));
    }

    private static Stream<DynamicTest> both(String name, String folder, String expected) {
        var message = Torture.message(folder + name);
        var byUdp = dynamicTest(name + " over UDP", () -> play(name, message, false, expected));
        if (name.equals("dblreq")) {
            return Stream.of(byUdp); // what is noise behind a datagram is the next message on a stream
        }
        var onStream = ON_A_STREAM.getOrDefault(name, expected);
        return Stream.of(byUdp, dynamicTest(name + " over TCP", () -> play(name, message, true, onStream)));
    }

    /** Those with a Route, or within a dialog of somebody else, as they would come to us. */
    @TestFactory
    Stream<DynamicTest> asTheyWouldComeToUs() {
        return Stream.of(
                        new String[] {"wsinv", "\r\nRoute:\r\n [^\r]+", " ;   tag    = 1918181833n"},
                        new String[] {"mpart01", "\r\nRoute: [^\r]+", "no tag"})
                .map(row -> dynamicTest(row[0], () -> {
                    var text = text(Torture.message("rfc4475/" + row[0]))
                            .replaceFirst(row[1], "")
                            .replace(row[2], "");
                    play(row[0], text.getBytes(StandardCharsets.ISO_8859_1), false, FORWARDED);
                }));
    }

    private static void play(String name, byte[] message, boolean stream, String expected) throws ConfigErrors {
        var stage = stage(text(message).startsWith("REGISTER "));
        var peer = stage.world.peer(PEER);
        send(peer, message, stream);
        stage.time.run();
        switch (expected) {
            case NOTHING -> assertThat(stage.world.unread()).isEmpty();
            case FORWARDED -> {
                if (isResponse(message)) {
                    // It answers nothing of ours: RFC 3261 §16.7 lets it go, and nobody may send through us like that.
                    assertThat(stage.world.unread()).isEmpty();
                } else {
                    checkForwarded(message, stage.world.peer(PBX).nextRequest());
                }
            }
            default -> checkAnswered(stage, name, message, stream, expected);
        }
        assertThat(stage.isAlive()).isTrue();
    }

    /** @param peopled whether the people are ours who register; calls to them shall go to the PBX */
    private static SipStage stage(boolean peopled) throws ConfigErrors {
        DATABASE.write(tx -> tx.execute("DELETE FROM bindings"));
        var people = TestPeople.of("example.com");
        if (peopled) {
            people.with("watson", "").with("user", "").with("j.user", "").with("null-", "");
        }
        return new SipStage(
                List.of("pbx.host = \"192.0.2.200\"", "sip.trusted = [\"198.51.100.66/32\"]"), DATABASE, people);
    }

    private static void send(SipPeer peer, byte[] message, boolean stream) {
        if (stream) {
            Frames.of(message).forEach(peer::sendBytesTcp);
        } else {
            peer.sendBytes(message);
        }
    }

    private static void checkAnswered(SipStage stage, String name, byte[] message, boolean stream, String expected) {
        var statuses = expected.split(" ");
        var peer = stage.world.peer(PEER);
        assertThat(statuses(stage)).containsExactly(statuses[0]);
        if (statuses.length == 2) {
            send(peer, withCredentials(peer.nextResponse(), message), stream);
            assertThat(statuses(stage)).containsExactly(statuses[1]);
        }
        if (ANSWERS.containsKey(name)) {
            // Where its Via says, and that is another port for one that names TLS.
            var there = text(message).contains("SIP/2.0/TLS") && !stream ? stage.world.peer(PEER_BY_TLS) : peer;
            assertThat(there.nextResponse().toString()).contains(ANSWERS.get(name));
        }
    }

    private static List<String> statuses(SipStage stage) {
        return stage.world.unread().stream()
                .map(line -> line.replaceAll(".*<- SIP/2.0 (\\d+).*", "$1"))
                .toList();
    }

    private static byte[] withCredentials(SipResponse challenge, byte[] message) {
        var login = challenge.to().uri().user().replaceFirst("%00.*", "");
        var answer = DigestClient.of(challenge, login, TestPeople.password(login))
                .authorization("REGISTER", "sip:example.com");
        return text(message)
                .replaceFirst("\r\nAuthorization:[^\r]*(\r\n )?[^\r]*", "")
                .replaceFirst("\r\n", "\r\nAuthorization: " + answer + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Each line that is none of a proxy's business is there as it was, and so is the body. */
    private static void checkForwarded(byte[] message, SipRequest forwarded) {
        var original = (SipRequest) read(message);
        assertThat(forwarded.method()).isEqualTo(original.method());
        assertThat(forwarded.uri().user()).isEqualTo(original.uri().user());
        assertThat(forwarded.uri()).isEqualTo(forwarded.uri().withoutHeaders());
        var vias = forwarded.values(HeaderName.VIA);
        assertThat(vias.subList(2, vias.size()))
                .isEqualTo(original.values(HeaderName.VIA).subList(1, vias.size() - 1));
        assertThat(forwarded.maxForwards()).hasValue(original.maxForwards().orElse(71) - 1);
        var head = text(message).substring(0, text(message).indexOf("\r\n\r\n"));
        var written = text(forwarded.copy().encode());
        for (var line : head.split("\r\n(?![ \t])")) {
            var name = line.split("[: \t]", 2)[0].toLowerCase(Locale.ROOT);
            if (!line.startsWith(forwarded.method() + " ") && !NOT_OURS_TO_KEEP.contains(name)) {
                assertThat(written).contains("\r\n" + line + "\r\n");
            }
        }
        assertThat(forwarded.body()).isEqualTo(original.body());
    }

    private static SipMessage read(byte[] message) {
        return MessageReader.parse(new String(message, StandardCharsets.UTF_8));
    }

    private static boolean isResponse(byte[] message) {
        return text(message).startsWith("SIP/2.0 ");
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }
}
