package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import offhook.runtime.testing.FreePort;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The server as a service manager runs it: start, SIGHUP, SIGTERM, and what is there after the next start. */
@Execution(ExecutionMode.CONCURRENT) // with processes and a folder of its own
@Timeout(180)
class ProcessTest {

    private static final String DOMAIN = "bench.test";

    /** A file that others script against: only the ports and the folder are chosen here. */
    private static final String FILE =
            """
            domain = "bench.test"
            data = "/some/empty/folder"
            [directory]
            source = "csv:users.csv"                 # relative to this file; watched
            [sip]
            listen = ["udp:127.0.0.1:15060", "tcp:127.0.0.1:15060"]
            [xmpp]
            listen = ["127.0.0.1:15222"]
            tls = "optional"                         # required is the default
            register = true                          # XEP-0077, default false
            legacy_auth = true                       # jabber:iq:auth, default false
            admins = ["admin"]
            [limits]
            enabled = false                          # no rate limits, for load tests; size limits stay
            [archive]
            enabled = false                          # true is the default
            [mail]
            smtp = "smtp://127.0.0.1:10025"
            from = "Phone <phone@bench.test>"
            [ops]
            http = "127.0.0.1:18080"
            """;

    @TempDir
    Path folder;

    @Test
    void startsReloadsStopsAndHasEverythingAgain() throws Exception {
        var file = write(FILE);
        var list = folder.resolve("users.csv");
        Files.writeString(
                list,
                "user,name,extension,e164,password,sip_password,mail,groups,lang,tz,notify\n"
                        + "u0,User 0,100,,p0,,,,,,\nu1,User 1,101,,p1,,,,,,\n");
        try (var server = new OffhookProcess(file);
                var phone = new LivePhone(server.address("sip-udp"), "u0", DOMAIN, DOMAIN);
                var chat = new LiveChat(server.address("xmpp"), DOMAIN).logIn("u1", "p1")) {
            assertThat(phone.register("p0")).isEqualTo(200);

            Files.writeString(file, Files.readString(file) + "[presence]\ntext = \"Telephone\"\n");
            server.signal("HUP");
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> server.log()
                    .contains("reload: taken over [presence.text], needs a restart []"));

            var caller = new LivePhone(server.address("sip-udp"), "15550123", "pstn.example", DOMAIN);
            caller.begin("100");
            var invite = phone.hears("INVITE");
            phone.answer(invite, "180 Ringing");
            caller.hears("SIP/2.0 180");
            server.signal("TERM");
            assertThat(chat.hearsTheEnd()).contains("<system-shutdown").contains("</stream:stream>");
            assertThat(server.exitCode(30))
                    .as("128 + SIGTERM, docs/operations.md")
                    .isEqualTo(143);
            assertThat(server.said()).singleElement().asString().matches("ready( \\S+=127\\.0\\.0\\.1:\\d+)+");
            assertThat(server.log()).doesNotContain("Exception").doesNotContain("ERROR");
            caller.close();
        }
        try (var server = new OffhookProcess(file);
                var chat = new LiveChat(server.address("xmpp"), DOMAIN).logIn("u0", "p0")) {
            chat.say("<presence/>");
            assertThat(chat.hears("<body>[^<]*</body>"))
                    .contains("Missed call from 15550123")
                    .contains("15550123");
            server.signal("TERM");
            assertThat(server.exitCode(30)).isEqualTo(143);
        }
    }

    @Test
    void anAdministratorOfChatShutsItDown() throws Exception {
        var file = write(FILE);
        Files.writeString(folder.resolve("users.csv"), "user,name,extension,password\nadmin,Admin,100,p0\n");
        try (var server = new OffhookProcess(file);
                var chat = new LiveChat(server.address("xmpp"), DOMAIN).logIn("admin", "p0")) {
            chat.say(shutdown("", ""));
            var session = chat.hears("sessionid=['\"][^'\"]+['\"]");
            chat.say(shutdown(
                    session, "<x xmlns='jabber:x:data' type='submit'><field var='delay'><value>0</value></field></x>"));
            assertThat(chat.hearsTheEnd()).contains("<system-shutdown").contains("</stream:stream>");
            assertThat(server.exitCode(30))
                    .as("the service file says that it stays down, docs/operations.md")
                    .isZero();
            assertThat(Files.readString(Path.of("src/main/systemd/offhook.service")))
                    .contains("RestartPreventExitStatus=0");
            assertThat(server.log()).doesNotContain("Exception").doesNotContain("ERROR");
        }
    }

    private static String shutdown(String session, String payload) {
        return "<iq type='set' id='end' to='" + DOMAIN + "'><command xmlns='http://jabber.org/protocol/commands'"
                + " node='http://jabber.org/protocol/admin#shutdown' " + session + ">" + payload + "</command></iq>";
    }

    private Path write(String toml) throws IOException {
        int sip = FreePort.next();
        return Files.writeString(
                folder.resolve("offhook.toml"),
                toml.replace("/some/empty/folder", folder.resolve("data").toString())
                        .replace(":15060", ":" + sip)
                        .replace(":15222", ":" + FreePort.next())
                        .replace(":10025", ":" + FreePort.next())
                        .replace(":18080", ":" + FreePort.next()));
    }
}
