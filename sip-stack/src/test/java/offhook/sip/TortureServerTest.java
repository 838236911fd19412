package offhook.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import offhook.sip.testing.DigestClient;
import offhook.sip.testing.SipPeer;
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
    private static final String PBX = "192.0.2.200:5060";
    private static final String FORWARDED = "forward";

    /** Where the table leaves a choice, or speaks of another kind of proxy. */
    private static final Map<String, String> OURS = Map.ofEntries(
            // RFC 3261 §16.3 step 3: OPTIONS that may go no further is answered.
            Map.entry("zeromf", "200"),
            // Nobody has us forward by a Route of their own.
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
            Map.entry("escnull", "401 404"),
            Map.entry("unksm2", "401 404"),
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
        return rows("rfc4475").flatMap(row -> both(row[0], "rfc4475/", OURS.getOrDefault(row[0], row[4])));
    }

    @TestFactory
    Stream<DynamicTest> rfc5118() {
        return rows("rfc5118")
                .flatMap(row -> both(
                        row[0], "rfc5118/", OURS.getOrDefault(row[0], row[1].equals("invalid") ? "400" : FORWARDED)));
    }

    private static Stream<DynamicTest> both(String name, String folder, String expected) {
        return Stream.of(false, true)
                .map(stream -> dynamicTest(
                        name + (stream ? " over TCP" : " over UDP"),
                        () -> play(bytes(folder + name + ".dat"), stream, expected(name, stream, expected))));
    }

    /** RFC 2543 knew no Content-Length on streams, RFC 3261 §18.3 insists on it. */
    private static String expected(String name, boolean stream, String expected) {
        return name.equals("inv2543") && stream ? "400" : expected;
    }

    private static void play(byte[] message, boolean stream, String expected) throws ConfigErrors {
        var stage = stage(text(message).startsWith("REGISTER "));
        var peer = stage.world.peer(PEER);
        send(peer, message, stream);
        stage.time.run();
        switch (expected) {
            case "discard" -> assertThat(stage.world.unread()).isEmpty();
            case FORWARDED -> {
                if (isResponse(message)) {
                    // It answers nothing of ours: RFC 3261 §16.7 lets it go, and nobody may send through us like that.
                    assertThat(stage.world.unread()).isEmpty();
                } else {
                    checkForwarded(message, stage.world.peer(PBX).nextRequest());
                }
            }
            default -> checkAnswered(stage, message, stream, expected);
        }
        assertThat(stage.isAlive()).isTrue();
    }

    /** @param peopled whether the people are ours who register; calls to them shall go to the PBX */
    private static SipStage stage(boolean peopled) throws ConfigErrors {
        DATABASE.write(tx -> tx.execute("DELETE FROM bindings"));
        var people = TestPeople.of("example.com");
        if (peopled) {
            people.with("watson", "").with("user", "").with("j.user", "");
        }
        return new SipStage(
                List.of("pbx.host = \"192.0.2.200\"", "sip.trusted = [\"198.51.100.66/32\"]"), DATABASE, people);
    }

    private static void send(SipPeer peer, byte[] message, boolean stream) {
        if (stream) {
            peer.sendBytesTcp(message);
        } else {
            peer.sendBytes(message);
        }
    }

    private static void checkAnswered(SipStage stage, byte[] message, boolean stream, String expected) {
        var statuses = new ArrayList<>(List.of(expected.split(" ")));
        assertThat(statuses(stage)).singleElement().isEqualTo(statuses.get(0));
        if (statuses.size() == 2) {
            var peer = stage.world.peer(PEER);
            send(peer, withCredentials(stage, message), stream);
            assertThat(statuses(stage)).last().isEqualTo(statuses.get(1));
        }
    }

    private static List<String> statuses(SipStage stage) {
        return stage.world.unread().stream()
                .map(line -> line.replaceAll(".*<- SIP/2.0 (\\d+).*", "$1"))
                .toList();
    }

    private static byte[] withCredentials(SipStage stage, byte[] message) {
        var challenge = stage.world.peer(PEER).nextResponse();
        var user = challenge.to().uri().isSip() ? challenge.to().uri().user() : "watson";
        var login = user.contains("%") ? "watson" : user;
        var answer = DigestClient.of(challenge, login, TestPeople.password(login))
                .authorization("REGISTER", "sip:example.com");
        return text(message)
                .replaceFirst("\r\nAuthorization:[^\r]*(\r\n )?[^\r]*", "")
                .replaceFirst("\r\n", "\r\nAuthorization: " + answer + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Each line that is none of a proxy's business is there as it was, and so is the body. */
    private static void checkForwarded(byte[] message, SipRequest forwarded) {
        var head = text(message).substring(0, text(message).indexOf("\r\n\r\n"));
        var written = text(forwarded.copy().encode());
        for (var line : head.split("\r\n(?![ \t])")) {
            var name = line.split("[: \t]", 2)[0].toLowerCase(Locale.ROOT);
            if (!line.startsWith(forwarded.method() + " ") && !NOT_OURS_TO_KEEP.contains(name)) {
                assertThat(written).contains("\r\n" + line + "\r\n");
            }
        }
        assertThat(forwarded.body()).isEqualTo(((SipRequest) read(message)).body());
        assertThat(forwarded.value(HeaderName.MAX_FORWARDS)).isNotEqualTo(Optional.of("0"));
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

    private static Stream<String[]> rows(String table) {
        return new String(bytes(table + ".tsv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split("\t"));
    }

    private static byte[] bytes(String name) {
        try (var in = TortureServerTest.class.getResourceAsStream("/torture/" + name)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
