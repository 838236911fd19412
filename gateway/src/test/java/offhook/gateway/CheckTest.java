package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offhook.gateway.command.OffhookCommand;
import offhook.gateway.command.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code offhook check} with the whole configuration of the product. */
@Timeout(60)
class CheckTest {

    @TempDir
    Path folder;

    @Test
    void everyFindingIsALine() throws Exception {
        var file = Files.writeString(
                folder.resolve("offhook.toml"),
                """
                domain = "capulet.example"
                [directory]
                source = "csv:users.csv"
                [sip]
                listen = ["udp:127.0.0.1:0", "tcp:127.0.0.1:0"]
                [pbx]
                host = "127.0.0.1:5070"
                [xmpp]
                listen = ["127.0.0.1:0"]
                [voicemail]
                [mail]
                smtp = "smtp://127.0.0.1:1"
                from = "phone@capulet.example"
                [ops]
                http = "127.0.0.1:1"
                """);
        LiveProduct.writePeople(folder.resolve("users.csv"), "juliet,Juliet,201,wherefore,", ",Nobody,202,x,");
        var out = new StringWriter();
        int exitCode = OffhookCommand.line(new Server(), Terminal.ofProcess())
                .setOut(new PrintWriter(out, true))
                .execute("check", "--config", file.toString());
        assertThat(exitCode).isEqualTo(1);
        var expected = List.of(
                "ok       .*offhook.toml is in order",
                "ok       data: .* can be made",
                "warning  \\[voicemail\\] without \\[http\\]: .*",
                "wrong    users.csv: line 3, column user: .*",
                "ok       \\[sip\\] udp:127.0.0.1:0 \\(udp\\) is free",
                "ok       \\[sip\\] tcp:127.0.0.1:0 \\(tcp\\) is free",
                "ok       \\[xmpp\\] 127.0.0.1:0 \\(tcp\\) is free",
                ".* \\[ops\\] 127.0.0.1:1 \\(tcp\\) .*",
                "warning  \\[tls\\] names no certificate.*",
                "ok       \\[pbx\\] host: 127.0.0.1 is 127.0.0.1",
                "wrong    \\[mail\\] smtp: 127.0.0.1:1 cannot be reached.*");
        var lines = out.toString().lines().toList();
        assertThat(lines).hasSameSizeAs(expected);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).matches(expected.get(i));
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
