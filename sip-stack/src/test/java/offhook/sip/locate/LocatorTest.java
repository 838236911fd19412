package offhook.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import offhook.runtime.testing.ManualTime;
import offhook.sip.message.Host;
import offhook.sip.message.Uri;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import offhook.sip.transport.Target;
import org.junit.jupiter.api.Test;

/** RFC 3263 §4.1 and §4.2, paragraph by paragraph. */
class LocatorTest {

    private final ManualTime time = new ManualTime();
    private final Zone zone = new Zone();
    private final Outages outages = new Outages(time);
    private final Locator locator = new Locator(zone, outages, SipWorld.random());

    private List<String> locate(String uri) {
        return targets(uri).stream()
                .map(target -> target.protocol() + " "
                        + Host.of(target.address().getAddress()) + ":"
                        + target.address().getPort())
                .toList();
    }

    private List<Target> targets(String uri) {
        return locator.locate(Uri.parse(uri)).toCompletableFuture().join();
    }

    @Test
    void anAddressNeedsNoQuestion() {
        assertThat(locate("sip:juliet@192.0.2.1")).containsExactly("UDP 192.0.2.1:5060");
        assertThat(locate("sip:192.0.2.1:5080;transport=tcp")).containsExactly("TCP 192.0.2.1:5080");
        assertThat(locate("sips:192.0.2.1")).containsExactly("TLS 192.0.2.1:5061");
        assertThat(locate("sip:[2001:db8::1];transport=TLS")).containsExactly("TLS [2001:db8:0:0:0:0:0:1]:5061");
        assertThat(zone.asked()).isEmpty();
    }

    @Test
    void withAPortOnlyTheAddressIsAskedFor() {
        zone.address("a.example", "192.0.2.1", "2001:db8::1");
        assertThat(locate("sip:a.example:5070"))
                .containsExactly("UDP 192.0.2.1:5070", "UDP [2001:db8:0:0:0:0:0:1]:5070");
        assertThat(locate("sips:a.example:5071"))
                .containsExactly("TLS 192.0.2.1:5071", "TLS [2001:db8:0:0:0:0:0:1]:5071");
        assertThat(zone.asked()).containsOnly("a.example");
    }

    @Test
    void withATransportItsServicesAreAskedFor() {
        zone.srv("_sip._tcp.a.example", 1, 0, 5080, "one.a.example").address("one.a.example", "192.0.2.1");
        assertThat(locate("sip:a.example;transport=tcp")).containsExactly("TCP 192.0.2.1:5080");
        zone.address("b.example", "192.0.2.2");
        assertThat(locate("sip:b.example;transport=tcp")).containsExactly("TCP 192.0.2.2:5060");
        assertThat(locate("sip:b.example;transport=tls")).containsExactly("TLS 192.0.2.2:5061");
        assertThat(zone.asked()).contains("_sips._tcp.b.example").doesNotContain("_sip._udp.a.example");
    }

    @Test
    void naptrSaysWhichTransport() {
        zone.naptr("a.example", 90, 50, "SIP+D2U", "_sip._udp.a.example")
                .naptr("a.example", 50, 60, "SIP+D2T", "_sip._tcp.a.example")
                .naptr("a.example", 50, 50, "SIPS+D2T", "_sips._tcp.a.example")
                .naptr("a.example", 10, 10, "E2U+email", "mail.a.example")
                .srv("_sips._tcp.a.example", 1, 0, 5061, "one.a.example")
                .srv("_sip._tcp.a.example", 1, 0, 5060, "one.a.example")
                .srv("_sip._udp.a.example", 1, 0, 5060, "two.a.example")
                .address("one.a.example", "192.0.2.1")
                .address("two.a.example", "192.0.2.2");
        assertThat(locate("sip:a.example"))
                .containsExactly("TLS 192.0.2.1:5061", "TCP 192.0.2.1:5060", "UDP 192.0.2.2:5060");
        assertThat(locate("sips:a.example")).containsExactly("TLS 192.0.2.1:5061");
    }

    @Test
    void withoutNaptrEveryServiceIsTried() {
        zone.srv("_sip._udp.a.example", 2, 0, 5060, "two.a.example")
                .srv("_sip._udp.a.example", 1, 0, 5060, "one.a.example")
                .srv("_sip._tcp.a.example", 1, 0, 5062, "one.a.example")
                .address("one.a.example", "192.0.2.1")
                .address("two.a.example", "192.0.2.2");
        assertThat(locate("sip:a.example"))
                .containsExactly("UDP 192.0.2.1:5060", "UDP 192.0.2.2:5060", "TCP 192.0.2.1:5062");
        assertThat(locate("sips:a.example")).isEmpty();
    }

    @Test
    void withoutServicesTheHostItself() {
        zone.address("a.example", "192.0.2.1").unknown("_sip._udp.a.example");
        assertThat(locate("sip:a.example")).containsExactly("UDP 192.0.2.1:5060");
        assertThat(locate("sips:a.example")).containsExactly("TLS 192.0.2.1:5061");
        assertThat(locate("sip:nowhere.example")).isEmpty();
    }

    /** RFC 2782: "A Target of "." means that the service is decidedly not available at this domain." */
    @Test
    void aServiceThatIsNotOffered() {
        zone.srv("_sip._udp.a.example", 0, 0, 0, "").address("a.example", "192.0.2.1");
        assertThat(locate("sip:a.example")).isEmpty();
    }

    @Test
    void whatCannotBeReachedAnywayIsNotAskedFor() {
        assertThat(locate("sip:phone.invalid;transport=ws")).isEmpty();
        assertThat(locate("sip:a.example;transport=sctp")).isEmpty();
        assertThat(locate("tel:+15550123")).isEmpty();
        assertThat(zone.asked()).isEmpty();
    }

    /** RFC 5922 §7.1. */
    @Test
    void aServerProvesTheNameThatWasDialled() {
        zone.srv("_sips._tcp.a.example", 1, 0, 5061, "host.provider.example")
                .address("host.provider.example", "192.0.2.1");
        assertThat(targets("sips:a.example"))
                .singleElement()
                .extracting(target -> target.address().getHostString())
                .isEqualTo("a.example");
    }

    @Test
    void onlyWhoeverWasNotAskedForUdpMayGetTcp() {
        zone.address("a.example", "192.0.2.1");
        assertThat(targets("sip:a.example").get(0).anyTransport()).isTrue();
        assertThat(targets("sip:a.example;transport=udp").get(0).anyTransport()).isFalse();
        assertThat(targets("sips:a.example").get(0).anyTransport()).isFalse();
    }

    @Test
    void whatFailedOfLateComesLast() {
        zone.srv("_sip._udp.a.example", 1, 0, 5060, "one.a.example")
                .srv("_sip._udp.a.example", 2, 0, 5060, "two.a.example")
                .address("one.a.example", "192.0.2.1")
                .address("two.a.example", "192.0.2.2");
        outages.failed(targets("sip:a.example").get(0));
        assertThat(locate("sip:a.example")).containsExactly("UDP 192.0.2.2:5060", "UDP 192.0.2.1:5060");
        time.pass(Duration.ofSeconds(61));
        assertThat(locate("sip:a.example")).containsExactly("UDP 192.0.2.1:5060", "UDP 192.0.2.2:5060");
        outages.failed(targets("sip:a.example").get(0), Duration.ofDays(30));
        time.pass(Duration.ofMinutes(9));
        assertThat(locate("sip:a.example")).first().isEqualTo("UDP 192.0.2.2:5060");
        time.pass(Duration.ofMinutes(2));
        assertThat(locate("sip:a.example")).first().isEqualTo("UDP 192.0.2.1:5060");
    }

    @Test
    void nobodyMakesUsTryForEver() {
        for (int i = 0; i < 200; i++) {
            zone.srv("_sip._udp.a.example", i, 0, 5060, "s" + i + ".a.example")
                    .address("s" + i + ".a.example", "192.0.2." + i, "198.51.100." + i);
        }
        assertThat(locate("sip:a.example")).hasSize(12);
        assertThat(zone.asked()).hasSizeLessThan(20);
    }
}
