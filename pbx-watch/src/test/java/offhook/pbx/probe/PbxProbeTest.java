package offhook.pbx.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.pbx.WatchConfig;
import offhook.pbx.testing.PbxServer;
import offhook.pbx.testing.SimulatedAsterisk;
import offhook.pbx.testing.SimulatedFreeswitch;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found where the PBX is on a socket of loopback. */
class PbxProbeTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path folder;

    /** A file with nothing else. */
    @Doc("A file.")
    public record File(WatchConfig pbx) {}

    private List<String> found(Duration patience, String more) {
        try {
            var text = "[pbx]\ndomain = 'pbx.example'\n" + more;
            var config = Config.bindText(text, folder.resolve("offhook.toml"), File.class, Map.of())
                    .pbx();
            var found = new PbxProbe(config, Optional.empty(), List.of("201", "202"), patience).findings();
            assertThat(found.toString()).doesNotContain("s3cret", "abc");
            return found.stream()
                    .map(one -> (one.ok() ? "ok " : "wrong ") + one.line())
                    .toList();
        } catch (ConfigErrors e) {
            throw new AssertionError(e);
        }
    }

    private List<String> line(String watch, PbxServer pbx) {
        return found(
                LONG,
                "host = '127.0.0.1'\nwatch = ['%s']\npassword = 's3cret'\nport = %d".formatted(watch, pbx.port()));
    }

    @Test
    void asteriskLetsUsIn() {
        try (var pbx = new PbxServer(new SimulatedAsterisk("offhook", "s3cret"))) {
            assertThat(line("ami", pbx))
                    .containsExactly(
                            "ok [pbx] watch: ami at 127.0.0.1:" + pbx.port() + " lets us in, and lists its channels");
        }
    }

    @Test
    void asteriskRefusesThePassword() {
        try (var pbx = new PbxServer(new SimulatedAsterisk("offhook", "other"))) {
            assertThat(line("ami", pbx))
                    .containsExactly("wrong [pbx] watch: ami at 127.0.0.1:" + pbx.port()
                            + ": the login as offhook is refused: Authentication failed");
        }
    }

    @Test
    void theRightToListChannelsIsMissing() {
        var asterisk = new SimulatedAsterisk("offhook", "s3cret");
        asterisk.mayList = false;
        try (var pbx = new PbxServer(asterisk)) {
            assertThat(line("ami", pbx))
                    .singleElement()
                    .asString()
                    .contains("may not list channels (write = reporting");
        }
    }

    @Test
    void freeswitch() {
        var freeswitch = new SimulatedFreeswitch("s3cret");
        try (var pbx = new PbxServer(freeswitch)) {
            assertThat(line("esl", pbx)).singleElement().asString().startsWith("ok ");
            freeswitch.admits = false;
            assertThat(line("esl", pbx)).singleElement().asString().contains("our address is not admitted");
        }
    }

    @Test
    void nobodyIsThere() {
        assertThat(found(LONG, "host = '127.0.0.1'\nwatch = ['ami']\npassword = 's3cret'\nport = 1"))
                .singleElement()
                .asString()
                .startsWith("wrong [pbx] watch: ami at 127.0.0.1:1: ");
        assertThat(found(SHORT, "host = '127.0.0.1:1'\nwatch = ['dialog-info']"))
                .singleElement()
                .asString()
                .startsWith("wrong [pbx] host: ");
    }

    @Test
    void silence() throws IOException {
        try (var pbx = new UdpPbx(request -> List.of())) {
            assertThat(sip(pbx, SHORT, "dialog-info")).containsExactly("wrong [pbx] host: no answer by SIP over UDP");
        }
    }

    private List<String> sip(UdpPbx pbx, Duration patience, String watch) {
        return found(
                patience, "host = '127.0.0.1:%d'\nwatch = ['%s']\npassword = 's3cret'\n".formatted(pbx.port(), watch));
    }

    private static List<SipMessage> challenge(SipRequest request) {
        var challenge = SipResponse.to(request, 401);
        challenge.append(HeaderName.WWW_AUTHENTICATE, "Digest realm=\"pbx.example\",nonce=\"1\"");
        return List.of(challenge);
    }

    private static boolean hasCredentials(SipRequest request) {
        return request.value(HeaderName.AUTHORIZATION)
                .filter(value -> value.contains("username=\""))
                .isPresent();
    }

    /** With a 100 first, and the NOTIFY that a subscription begins and ends with. */
    private static List<SipMessage> accepted(SipRequest request) {
        var notify = new SipRequest(Method.NOTIFY, Uri.parse("sip:us"));
        notify.append(HeaderName.VIA, "SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKn");
        notify.append(HeaderName.FROM, request.to() + ";tag=n");
        notify.append(HeaderName.TO, request.from().toString());
        notify.append(HeaderName.CALL_ID, request.callId());
        notify.append(HeaderName.CSEQ, "1 NOTIFY");
        return List.of(SipResponse.to(request, 100), notify, SipResponse.to(request, 200));
    }

    @Test
    void theLampsAreOpen() throws IOException {
        try (var pbx = new UdpPbx(request -> hasCredentials(request) ? accepted(request) : challenge(request))) {
            assertThat(sip(pbx, LONG, "dialog-info"))
                    .containsExactly("ok [pbx] watch: the lamp of 2 extensions is open to us");
            assertThat(pbx.asked)
                    .filteredOn(PbxProbeTest::hasCredentials)
                    .extracting(SipMessage::startLine)
                    .containsExactly("SUBSCRIBE sip:201@pbx.example SIP/2.0", "SUBSCRIBE sip:202@pbx.example SIP/2.0");
            assertThat(pbx.asked).allSatisfy(request -> {
                assertThat(request.value(HeaderName.EVENT)).contains("dialog");
                assertThat(request.value(HeaderName.EXPIRES)).contains("0");
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | the user offhook or the password is wrong (401 Unauthorized)",
                "403 | the user offhook may not do that, or the password is wrong (403 Forbidden)",
                "404 | the PBX does not know it (404 Not Found)",
                "489 | the PBX has no such events (489 Bad Event)",
                "500 | 500 Server Internal Error",
            })
    void theMailboxesAreNot(int status, String why) throws IOException {
        try (var pbx = new UdpPbx(request -> request.uri().user().equals("202")
                ? List.of(SipResponse.to(request, 200))
                : status == 401 ? challenge(request) : List.of(SipResponse.to(request, status)))) {
            assertThat(sip(pbx, LONG, "mwi"))
                    .containsExactly(
                            "ok [pbx] watch: the mailbox of 1 extension is open to us",
                            "wrong [pbx] watch: the mailbox of 201 is refused: " + why);
        }
    }

    @Test
    void shadows() throws IOException {
        var secrets = Files.writeString(folder.resolve("secrets.csv"), "extension,password\n201,abc\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        try (var pbx = new UdpPbx(
                request -> hasCredentials(request) ? List.of(SipResponse.to(request, 200)) : challenge(request))) {
            assertThat(found(
                            LONG,
                            "host = '127.0.0.1:%d'\nwatch = ['shadow']\nsecrets = 'secrets.csv'\n"
                                    .formatted(pbx.port())))
                    .containsExactly(
                            "ok [pbx] watch: the registration of 1 extension is open to us",
                            "wrong [pbx] secrets: there is none for 202, which is not watched");
            assertThat(pbx.asked).allSatisfy(request -> {
                assertThat(request.startLine()).isEqualTo("REGISTER sip:pbx.example SIP/2.0");
                assertThat(request.has(HeaderName.CONTACT)).isFalse();
            });
        }
    }

    @Test
    void overOtherTransportsItIsNotTried() {
        assertThat(found(SHORT, "host = '127.0.0.1;transport=tls'\nwatch = ['mwi']"))
                .singleElement()
                .asString()
                .startsWith("ok [pbx] watch: SIP is tried over UDP alone");
    }
}
