package offhook.runtime.net.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.dns.NameService.Naptr;
import offhook.runtime.net.dns.NameService.Srv;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsTest {

    private final EventLoops loops = EventLoops.start(2);
    private final ManualTime time = new ManualTime();
    private final TestDns server = new TestDns(loops);
    private final Dns dns = Dns.at(server.address(), loops, time);

    @AfterEach
    void close() {
        dns.close();
        server.close();
        loops.close();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void services() throws Exception {
        server.naptr("pbx.example", 50, 10, "sips+d2t", "_sips._tcp.pbx.example")
                .naptr("pbx.example", 90, 20, "SIP+D2U", "_sip._udp.PBX.example")
                .srv("_sip._udp.pbx.example", 1, 2, 5070, "a.pbx.example");
        assertThat(get(dns.naptr("pbx.example")))
                .containsExactly(
                        new Naptr(50, 10, "s", "SIPS+D2T", "_sips._tcp.pbx.example"),
                        new Naptr(90, 20, "s", "SIP+D2U", "_sip._udp.pbx.example"));
        assertThat(get(dns.srv("_sip._udp.pbx.example."))).containsExactly(new Srv(1, 2, 5070, "a.pbx.example"));
    }

    @Test
    void addressesOfBothKindsKnowTheirName() throws Exception {
        server.address("a.pbx.example", "2001:db8::1", 60).address("a.pbx.example", "192.0.2.1", 60);
        var addresses = get(dns.addresses("a.pbx.example"));
        assertThat(addresses)
                .extracting(InetAddress::getHostAddress)
                .containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1");
        assertThat(addresses).extracting(InetAddress::getHostName).containsOnly("a.pbx.example");
    }

    @Test
    void nothingIsNoFailure() throws Exception {
        server.address("known.example", "192.0.2.1", 60);
        assertThat(get(dns.srv("known.example"))).isEmpty();
        assertThat(get(dns.addresses("unknown.example"))).isEmpty();
        assertThat(get(dns.addresses("not a..name"))).isEmpty();
    }

    @Test
    void anAnswerIsRememberedAsLongAsItLasts() throws Exception {
        server.address("a.example", "192.0.2.1", 60);
        get(dns.addresses("a.example"));
        time.pass(Duration.ofSeconds(29));
        get(dns.addresses("A.example"));
        assertThat(server.asked()).containsExactlyInAnyOrder("A a.example", "AAAA a.example");
        time.pass(Duration.ofSeconds(32));
        get(dns.addresses("a.example"));
        assertThat(server.asked()).hasSize(4);
    }

    @Test
    void whatIsBeingAskedIsNotAskedTwice() throws Exception {
        server.srv("_sip._udp.a.example", 1, 1, 5060, "a.example");
        var both = List.of(dns.srv("_sip._udp.a.example"), dns.srv("_sip._udp.a.example"));
        for (var one : both) {
            assertThat(get(one)).hasSize(1);
        }
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aServerThatFailsIsAskedAgainAndThenLeftAloneForAMoment() throws Exception {
        server.failing(true);
        var failed = dns.srv("a.example");
        assertThatThrownBy(() -> get(failed))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("a.example");
        assertThat(server.asked()).hasSize(3);
        assertThatThrownBy(() -> get(dns.srv("a.example"))).isInstanceOf(ExecutionException.class);
        assertThat(server.asked()).hasSize(3);
        server.failing(false);
        time.pass(Duration.ofSeconds(6));
        assertThat(get(dns.srv("a.example"))).isEmpty();
    }

    @Test
    void whatCannotBeReadIsLeftOut() throws Exception {
        server.raw("SRV a.example", (byte) 0, (byte) 1)
                .raw("SRV a.example", (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0xC0, (byte)
                        12)
                .srv("a.example", 0, 0, 1, "b.example");
        assertThat(get(dns.srv("a.example"))).containsExactly(new Srv(0, 0, 1, "b.example"));
    }

    @Test
    void theHostsFileComesFirst() throws Exception {
        assertThat(get(dns.addresses("localhost")))
                .allMatch(InetAddress::isLoopbackAddress)
                .isNotEmpty();
        assertThat(server.asked()).isEmpty();
    }
}
