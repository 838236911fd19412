package offhook.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.runtime.config.Listen.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {

    private static final Path FILE = Path.of("/etc/offhook/offhook.toml");

    private static Sample bind(String text) throws ConfigErrors {
        return Config.bindText(text, FILE, Sample.class, Map.of("PBX_SECRET", "tops3cret", "PORT", "5070"));
    }

    @Test
    void aDomainAloneIsEnough() throws ConfigErrors {
        var config = bind("domain = 'capulet.example'");

        assertThat(config.domain()).isEqualTo("capulet.example");
        assertThat(config.data()).isEqualTo(Path.of("/etc/offhook/data"));
        assertThat(config.directory()).isEqualTo(new Sample.Directory(Optional.empty(), 4096));
        assertThat(config.tls()).isEmpty();
        assertThat(config.sip().listen())
                .containsExactly(
                        new Listen(Transport.UDP, "0.0.0.0", 5060), new Listen(Transport.TCP, "0.0.0.0", 5060));
        assertThat(config.sip().trusted()).isEmpty();
        assertThat(config.sip().timerC()).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.sip().proxy().maxForwards()).isEqualTo(70);
        assertThat(config.ringGroup()).isEmpty();
        assertThat(config.limits()).isEqualTo(new Sample.Limits(true, new Size(10 << 20), 5_000_000_000L));
        assertThat(config.presence().zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(config.ops().http()).isEqualTo(new Listen(null, "127.0.0.1", 8080));
    }

    @Test
    void everyKindOfValueIsRead() throws ConfigErrors {
        var config = bind(
                """
                domain = "capulet.example"
                data = "/var/lib/offhook"
                [directory]
                source = "csv:users.csv"            # relative to this file
                [sip]
                listen = [
                    "udp:127.0.0.1:${PORT}",        # a comment
                    "tls:[::1]:5061",
                ]
                trusted = ["10.0.0.5", "2001:db8::/32"]
                timer_c = "90s"
                proxy.max_forwards = 20
                [pbx]
                kind = "freeswitch"
                host = "10.0.0.5"
                watch = ["dialog-info", "mwi"]
                password = "${PBX_SECRET}"
                [presence]
                on_call = "xa"
                talking_after = "0"
                zone = "Europe/Rome"
                [[ring_group]]
                extension = "600"
                members = ["juliet", "romeo"]
                [[ring_group]]
                extension = "601"
                members = ["nurse"]
                strategy = "serial"
                [limits]
                enabled = false
                upload = "512KB"
                rows = 7
                [mail]
                smtp = "smtps://user:${PBX_SECRET}@mail.example"
                from = "Phone <phone@capulet.example>, $${literally}"
                """);

        assertThat(config.data()).isEqualTo(Path.of("/var/lib/offhook"));
        assertThat(config.directory().source()).contains(new Sample.People(Path.of("/etc/offhook/users.csv")));
        assertThat(config.sip())
                .isEqualTo(new Sample.Sip(
                        List.of(new Listen(Transport.UDP, "127.0.0.1", 5070), new Listen(Transport.TLS, "::1", 5061)),
                        List.of(Cidr.parse("10.0.0.5/32"), Cidr.parse("2001:db8::/32")),
                        Duration.ofSeconds(90),
                        new Sample.Proxy(20)));
        assertThat(config.pbx())
                .contains(new Sample.Pbx(
                        Sample.Kind.FREESWITCH,
                        "10.0.0.5",
                        List.of(Sample.Watch.DIALOG_INFO, Sample.Watch.MWI),
                        Optional.of(new Secret("tops3cret"))));
        assertThat(config.presence())
                .isEqualTo(new Sample.Presence(Sample.Show.XA, Duration.ZERO, ZoneId.of("Europe/Rome")));
        assertThat(config.ringGroup())
                .containsExactly(
                        new Sample.RingGroup("600", List.of("juliet", "romeo"), Sample.Strategy.ALL),
                        new Sample.RingGroup("601", List.of("nurse"), Sample.Strategy.SERIAL));
        assertThat(config.limits()).isEqualTo(new Sample.Limits(false, new Size(512 << 10), 7));
        assertThat(config.mail())
                .contains(new Sample.Mail(
                        URI.create("smtps://user:tops3cret@mail.example"),
                        Optional.of("Phone <phone@capulet.example>, ${literally}")));
    }

    @Test
    void theFileThatOthersScriptAgainstIsRead() throws ConfigErrors {
        var config = bind(
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
                enabled = false
                [mail]
                smtp = "smtp://127.0.0.1:10025"
                from = "Phone <phone@bench.test>"
                [ops]
                http = "127.0.0.1:18080"
                """);

        assertThat(config.xmpp())
                .isEqualTo(new Sample.Xmpp(
                        List.of(new Listen(null, "127.0.0.1", 15222)),
                        Sample.Need.OPTIONAL,
                        true,
                        true,
                        List.of("admin")));
        assertThat(config.archive().enabled()).isFalse();
        assertThat(config.ops().http()).hasToString("127.0.0.1:18080");
    }

    @Test
    void aByteOrderMarkIsSkipped() throws ConfigErrors {
        assertThat(bind("\uFEFFdomain = 'capulet.example'\r\n").domain()).isEqualTo("capulet.example");
    }

    @Test
    void nothingPrintsASecret() throws ConfigErrors {
        var config = bind("domain = 'a.example'\n[pbx]\nhost = 'b'\npassword = 'tops3cret'");

        assertThat(config.toString()).doesNotContain("tops3cret").contains("***");
    }

    @Test
    void aFileThatCannotBeReadIsAMistakeToo(@TempDir Path folder) throws Exception {
        var latin1 = Files.write(folder.resolve("latin1.toml"), new byte[] {'#', (byte) 0xE9});

        assertThatThrownBy(() -> Config.bind(folder.resolve("none.toml"), Sample.class, Map.of()))
                .isInstanceOf(ConfigErrors.class)
                .hasMessage(folder.resolve("none.toml") + ":1:1: there is no such file");
        assertThatThrownBy(() -> Config.bind(latin1, Sample.class, Map.of()))
                .hasMessage(latin1 + ":1:1: the file is not UTF-8 text");
        assertThatThrownBy(() -> Config.bind(folder, Sample.class, Map.of()))
                .hasMessageStartingWith(folder + ":1:1: the file cannot be read: ");
    }

    @Test
    void aFileIsRead(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("offhook.toml"), "domain = 'capulet.example'");

        assertThat(Config.bind(file, Sample.class, Map.of()).data()).isEqualTo(folder.resolve("data"));
    }

    @Test
    void aReloadNamesTheKeysThatChanged() throws ConfigErrors {
        var before = bind("domain = 'a.example'\n[sip]\ntimer_c = '3m'");
        var after = bind("domain = 'a.example'\n[sip]\ntimer_c = '180s'\n[presence]\non_call = 'xa'\n[[ring_group]]\n"
                + "extension = '600'\nmembers = ['juliet']");

        assertThat(Config.changed(before, after)).containsExactly("presence.on_call", "ring_group");
        assertThat(Config.changed(before, before)).isEmpty();
    }

    @Test
    void aSectionAloneHasItsDefaults() throws ConfigErrors {
        assertThat(new Sample.Mail(URI.create("smtp://a"), Optional.empty()))
                .isEqualTo(bind("domain = 'a.example'\n[mail]\nsmtp = 'smtp://a'")
                        .mail()
                        .orElseThrow());
        assertThat(Config.defaults(Sample.Presence.class).talkingAfter()).isEqualTo(Duration.ofMillis(800));
        assertThatThrownBy(() -> Config.defaults(Sample.Pbx.class))
                .hasMessageStartingWith("Pbx needs to be written: ")
                .hasMessageContaining("host is missing");
    }
}
