package offhook.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.gateway.control.ControlWorld;
import offhook.mail.MailConfig;
import offhook.runtime.config.Config;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.testing.ManualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckCommandTest {

    @TempDir
    Path folder;

    private CommandWorld world;

    @BeforeEach
    void world() throws Exception {
        world = new CommandWorld(folder);
    }

    @Test
    void whatIsInOrderIsSaidAndNothingIsMade() throws Exception {
        world.write(null, "listen = [\"udp:127.0.0.1:0\", \"tcp:127.0.0.1:0\"]");
        var said = world.run("check");
        assertThat(said.out())
                .contains("offhook.toml is in order")
                .contains("data can be made")
                .contains("ok       [sip] udp:127.0.0.1:0 (udp) is free")
                .contains("ok       [sip] tcp:127.0.0.1:0 (tcp) is free")
                .contains("warning  [tls] names no certificate");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void portsThatAreTakenAreWrong() throws Exception {
        try (var udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var listen = "listen = [\"udp:127.0.0.1:" + udp.getLocalPort() + "\", \"tcp:127.0.0.1:" + tcp.getLocalPort()
                    + "\"]";
            world.write(null, listen);
            var said = world.run("check");
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.out())
                    .contains("wrong    [sip] udp:127.0.0.1:" + udp.getLocalPort() + " (udp) cannot be listened on")
                    .contains("wrong    [sip] tcp:127.0.0.1:" + tcp.getLocalPort() + " (tcp) cannot be listened on");
        }
    }

    @Test
    void aServerThatRunsKeepsItsPorts() throws Exception {
        try (var server = new ControlWorld(folder.resolve("data"))) {
            world.write(server);
            var said = world.run("check");
            assertThat(said.exitCode()).isZero();
            assertThat(said.out()).contains("a server runs with this file").doesNotContain("is free");
        }
    }

    @Test
    void wrongRowsAreNamedByLine() throws Exception {
        Files.writeString(folder.resolve("users.csv"), "user,password\njuliet,secret\n,x\n");
        world.write(null, "[directory]", "source = \"csv:users.csv\"");
        assertThat(world.run("check").out()).contains("wrong    users.csv: line 3");
        Files.writeString(folder.resolve("users.csv"), "user,password\njuliet,secret\n");
        Files.setPosixFilePermissions(folder.resolve("users.csv"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(world.run("check").out())
                .contains("users.csv names 1 people")
                .contains(
                        "warning  users.csv: others may read it (rw-r--r--), and it holds passwords; chmod 600 was expected");
        Files.setPosixFilePermissions(folder.resolve("users.csv"), PosixFilePermissions.fromString("rw-------"));
        assertThat(world.run("check").out()).doesNotContain("others may read");
        Files.delete(folder.resolve("users.csv"));
        assertThat(world.run("check").out()).contains("wrong    users.csv: there is no such file");
    }

    /** Also somebody whose phone has a password of its own. */
    @Test
    void whoeverIsNewNeedsAPassword() throws Exception {
        var list = folder.resolve("users.csv");
        world.typed.addAll(List.of("secret", "secret"));
        Files.writeString(list, "user,password,sip_password\njuliet,secret,\nromeo,,\nnurse,,secret\n");
        world.write(null, "[directory]", "source = \"csv:users.csv\"");
        assertThat(world.run("check").out())
                .contains("users.csv names 3 people")
                .doesNotContain("juliet is new")
                .contains(
                        "warning  users.csv: line 3, column password: romeo is new and needs one: neither chat nor phone can log in\n",
                        "warning  users.csv: line 4, column password: nurse is new and needs one");
        assertThat(folder.resolve("data")).doesNotExist();
        world.write(null);
        assertThat(world.run("user", "add", "romeo").exitCode()).isZero();
        world.write(null, "[directory]", "source = \"csv:users.csv\"");
        assertThat(world.run("check").out()).doesNotContain("romeo is new").contains("nurse is new");
    }

    @Test
    void aMailServerThatDoesNotAnswerIsWrong() throws Exception {
        world.write(null, "[mail]", "smtp = \"smtp://127.0.0.1:1\"", "from = \"phone@capulet.example\"");
        var said = world.run("check");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out()).contains("wrong    [mail] smtp: 127.0.0.1:1 cannot be reached");
    }

    @Test
    void hostsAreLookedUp() throws Exception {
        HostCheck.Lookup nobody = host -> {
            throw new java.net.UnknownHostException(host);
        };
        assertThat(new HostCheck("[pbx] host", "pbx.example", nobody).finding())
                .hasToString("wrong    [pbx] host: the name pbx.example cannot be looked up");
        var mail = Config.bindText(
                        "[mail]\nsmtp = \"smtp://mail.example\"\nfrom = \"phone@capulet.example\"\n",
                        Path.of("check.toml"),
                        OnlyMail.class,
                        Map.of())
                .mail();
        assertThat(new MailCheck(mail, nobody).findings())
                .extracting(Finding::toString)
                .containsExactly("wrong    [mail] smtp: the name mail.example cannot be looked up");
        world.write(null, "[pbx]", "host = \"127.0.0.1\"");
        assertThat(world.run("check").out()).contains("ok       [pbx] host: 127.0.0.1 is 127.0.0.1");
    }

    @Test
    void itSaysWhatToWriteAtThePbx() throws Exception {
        Files.writeString(
                folder.resolve("users.csv"), "user,name,extension,password\njuliet,Juliet,201,x\nnurse,Nurse,203,x\n");
        world.write(
                null,
                "[directory]",
                "source = \"csv:users.csv\"",
                "[pbx]",
                "host = \"127.0.0.1\"",
                "kind = \"asterisk\"",
                "watch = [\"ami\", \"dialog-info\"]",
                "port = 1",
                "password = \"s3cret\"");
        var said = world.run("check");
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.out())
                .contains(
                        "wrong    [pbx] watch: ami at 127.0.0.1:1: ",
                        "permit = 127.0.0.1/255.255.255.255",
                        "exten => 201,hint,PJSIP/201      ; Juliet\nexten => 203,hint,PJSIP/203      ; Nurse\n")
                .doesNotContain("s3cret");
    }

    @Test
    void nobodyHasAnExtension() throws Exception {
        world.write(null, "[pbx]", "host = \"127.0.0.1:1\"", "kind = \"kamailio\"", "watch = [\"dialog-info\"]");
        assertThat(world.run("check").out())
                .contains("warning  [pbx] watch: nobody has an extension")
                .doesNotContain("kamailio.cfg");
    }

    record OnlyMail(MailConfig mail) {}

    @Test
    void theExitCodeSaysHowItStands() throws Exception {
        world.write(null);
        assertThat(world.run("check").exitCode()).isZero();
        world.write(null, "[directory]", "source = \"csv:none.csv\"");
        assertThat(world.run("check").exitCode()).isEqualTo(1);
        Files.writeString(folder.resolve("offhook.toml"), "domian = 1\n");
        assertThat(world.run("check").exitCode()).isEqualTo(2);
        assertThat(world.run("check", "--help").out()).contains("Exit codes: 0 nothing is wrong, 1 something is, 2");
    }

    @Test
    void aCertificateIsJudged() {
        var now = Instant.parse("2026-11-22T14:05:00Z");
        var time = new ManualTime(now);
        new TlsContexts(
                        new TlsConfig(Optional.empty(), Optional.empty()),
                        folder,
                        List.of("capulet.example"),
                        InstantSource.fixed(now),
                        time,
                        time)
                .close();
        var config = new TlsConfig(
                Optional.of(folder.resolve("tls/certificate.pem")), Optional.of(folder.resolve("tls/key.pem")));
        assertThat(new CertificateCheck(config, List.of("capulet.example"), now).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.kind()).isEqualTo(Finding.Kind.OK));
        assertThat(new CertificateCheck(config, List.of("capulet.example", "montague.example"), now).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).contains("is not made out to montague.example"));
        assertThat(new CertificateCheck(config, List.of("capulet.example"), now.plus(Duration.ofDays(36_500)))
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.line()).contains("has expired"));
        var missing = new TlsConfig(Optional.of(folder.resolve("none.pem")), Optional.of(folder.resolve("none.pem")));
        assertThat(new CertificateCheck(missing, List.of("capulet.example"), now).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString()).startsWith("wrong    [tls] There is no file"));
    }
}
