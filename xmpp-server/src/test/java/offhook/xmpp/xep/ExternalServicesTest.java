package offhook.xmpp.xep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.runtime.config.Secret;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.Test;

class ExternalServicesTest {

    private final World world = new World();
    private final TestClient juliet = world.online("juliet/balcony");

    ExternalServicesTest() {
        var services = List.of(
                service("stun", 3478, Optional.empty()), service("turn", 3479, Optional.of(new Secret("north"))));
        world.install(new ExternalServices(Jid.of("capulet.example"), services, world.time));
    }

    private static ExternalServiceConfig service(String type, int port, Optional<Secret> secret) {
        return new ExternalServiceConfig(type, "relay.capulet.example", port, "udp", secret, Duration.ofHours(1));
    }

    private String ask(String payload) {
        return juliet.says("<iq type='get' id='1' to='capulet.example'>" + payload + "</iq>")
                .gotOne();
    }

    @Test
    void allAreListed() {
        assertThat(ask("<services xmlns='urn:xmpp:extdisco:2'/>"))
                .contains(
                        "<services xmlns='urn:xmpp:extdisco:2'><service type='stun' host='relay.capulet.example'"
                                + " port='3478' transport='udp'/>",
                        "<service type='turn' host='relay.capulet.example' port='3479' transport='udp' restricted='true'"
                                + " expires='2026-11-22T15:05:00Z' username='1795359900:juliet' password='");
    }

    @Test
    void theTypeThatWasAskedForIsEchoed() {
        assertThat(ask("<services xmlns='urn:xmpp:extdisco:2' type='stun'/>"))
                .contains("<services xmlns='urn:xmpp:extdisco:2' type='stun'><service type='stun'")
                .doesNotContain("'turn'");
        assertThat(ask("<services xmlns='urn:xmpp:extdisco:2' type='ftp'/>"))
                .contains("<services xmlns='urn:xmpp:extdisco:2' type='ftp'/>");
    }

    /** Made with: printf 1795359900:juliet | openssl dgst -sha1 -hmac north -binary | base64. */
    @Test
    void thePasswordIsWhatTheRelayExpects() {
        var password = "sFxn9WUV79G52j92YyrxeUWWSFg=";
        assertThat(ExternalServices.password("1795359900:juliet", new Secret("north")))
                .isEqualTo(password);
        assertThat(ask("<credentials xmlns='urn:xmpp:extdisco:2'>"
                        + "<service type='turn' host='relay.capulet.example' port='3479'/></credentials>"))
                .contains("<credentials xmlns='urn:xmpp:extdisco:2'><service", "password='" + password + "'");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(ask("<credentials xmlns='urn:xmpp:extdisco:2'><service type='turn' host='other'/></credentials>"))
                .contains("item-not-found");
        assertThat(ask("<credentials xmlns='urn:xmpp:extdisco:2'/>")).contains("bad-request");
    }

    @Test
    void mistakesNameTheKey() {
        var no = Optional.<Secret>empty();
        var hour = Duration.ofHours(1);
        assertThatThrownBy(() -> new ExternalServiceConfig("a b", "h", 1, "udp", no, hour))
                .hasMessageStartingWith("type:");
        assertThatThrownBy(() -> new ExternalServiceConfig("turn", "h/", 1, "udp", no, hour))
                .hasMessageStartingWith("host:");
        assertThatThrownBy(() -> new ExternalServiceConfig("turn", "h", 0, "udp", no, hour))
                .hasMessageStartingWith("port:");
        assertThatThrownBy(() -> new ExternalServiceConfig("turn", "h", 1, "sctp", no, hour))
                .hasMessageStartingWith("transport:");
        assertThatThrownBy(() -> new ExternalServiceConfig("turn", "h", 1, "tcp", no, Duration.ofSeconds(1)))
                .hasMessageStartingWith("valid:");
    }
}
