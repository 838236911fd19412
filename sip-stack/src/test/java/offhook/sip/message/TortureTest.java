package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Set;
import java.util.stream.Stream;
import offhook.sip.testing.Torture;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** RFC 4475 and RFC 5118: every message, and what becomes of it before a proxy looks at it; and what it says. */
class TortureTest {

    /** Right in themselves; what is wrong with them is for the proxy to find. */
    private static final Set<String> LEFT_TO_THE_PROXY =
            Set.of("escruri", "baddate", "regbadct", "badaspec", "badbranch", "bext01", "zeromf", "bcast");

    private final MessageReader reader = new MessageReader(Limits.DEFAULT);

    @TestFactory
    Stream<DynamicTest> rfc4475() {
        return Torture.rows("rfc4475").map(row -> dynamicTest(row[0], () -> check(row)));
    }

    private void check(String[] row) {
        var reading = reader.datagram(Torture.message("rfc4475/" + row[0]));
        boolean good = row[3].equals("valid")
                || row[4].equals("forward")
                || LEFT_TO_THE_PROXY.contains(row[0])
                || row[4].matches("4(01|20|83)");
        if (good) {
            assertThat(reading).isInstanceOf(Reading.Read.class);
        } else if (row[2].equals("response")) {
            assertThat(reading).isInstanceOf(Reading.Dropped.class);
        } else {
            assertThat(reading).isInstanceOfSatisfying(Reading.Refused.class, refused -> assertThat(
                            Integer.toString(refused.failure().status()))
                    .isIn((Object[]) row[4].split("\\|")));
        }
    }

    /** RFC 5118; the lengths of three of its session descriptions are wrong: the rest of the datagram is ignored. */
    @TestFactory
    Stream<DynamicTest> rfc5118() {
        return Torture.rows("rfc5118")
                .map(row -> dynamicTest(row[0], () -> {
                    var reading = reader.datagram(Torture.message("rfc5118/" + row[0]));
                    if (row[1].equals("invalid")) {
                        assertThat(reading).isInstanceOfSatisfying(Reading.Refused.class, refused -> assertThat(
                                        refused.failure().status())
                                .isEqualTo(400));
                    } else {
                        assertThat(reading).isInstanceOf(Reading.Read.class);
                    }
                }));
    }

    private SipMessage read(String name) {
        return ((Reading.Read) reader.datagram(Torture.message(name))).message();
    }

    /** RFC 4475 §3.1.1.1. */
    @Test
    void foldedCompactAndSpacedOut() {
        var invite = (SipRequest) read("rfc4475/wsinv");
        assertThat(invite.uri().params().get("unknownparam")).contains("");
        assertThat(invite.to().tag()).contains("1918181833n");
        assertThat(invite.from().displayName()).isEqualTo("J Rosenberg \\\"");
        assertThat(invite.from().tag()).contains("98asjd8");
        assertThat(invite.maxForwards()).hasValue(68);
        assertThat(invite.cseq()).isEqualTo(new CSeq(9, Method.INVITE));
        assertThat(invite.values(HeaderName.VIA))
                .extracting(via -> Via.parse(via).transport())
                .containsExactly("UDP", "TCP", "UDP");
        assertThat(invite.values(HeaderName.VIA).stream()
                        .map(via -> Via.parse(via).branch().orElseThrow()))
                .containsExactly("390skdjuw", "z9hG4bK9ikj8", "z9hG4bK30239");
        assertThat(invite.value(HeaderName.SUBJECT)).contains("");
        assertThat(invite.value(HeaderName.of("NewFangledHeader")).orElseThrow().replaceAll("\\s+", " "))
                .isEqualTo("newfangled value continued newfangled value");
        assertThat(invite.address(HeaderName.CONTACT).orElseThrow().param("q")).contains("0.33");
        assertThat(invite.body()).hasSize(150);
    }

    /** §3.1.1.2, §3.1.1.3, §3.1.1.5, §3.1.1.9: what is escaped, and what only looks so. */
    @Test
    void unusualCharactersAndPercentSigns() {
        var odd = (SipRequest) read("rfc4475/intmeth");
        assertThat(odd.method()).hasToString("!interesting-Method0123456789_*+`.%indeed'~");
        assertThat(odd.uri().user())
                .isEqualTo(
                        "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
        assertThat(odd.uri().host()).isEqualTo("example.com");
        assertThat(odd.topVia().branch()).contains("z9hG4bK-.!%66*_+`'~");
        assertThat(odd.from().tag()).contains("_token~1'+`*%!-.");
        var user = (SipRequest) read("rfc4475/esc01");
        assertThat(user.uri().scheme()).isEqualTo("sip");
        assertThat(user.uri().user()).isEqualTo("sips%3Auser%40example.com");
        assertThat(user.uri().host()).isEqualTo("example.net");
        var noRegister = (SipRequest) read("rfc4475/esc02");
        assertThat(noRegister.is(Method.REGISTER)).isFalse();
        assertThat(noRegister.to().displayName()).isEqualTo("%Z%45");
        assertThat(noRegister.values(HeaderName.CONTACT)).hasSize(2);
        assertThat(((SipRequest) read("rfc4475/semiuri")).uri().user()).isEqualTo("user;par=u%40example.net");
        assertThat(((SipRequest) read("rfc4475/escnull")).to().uri().user()).isEqualTo("null-%00-null");
        assertThat(((SipRequest) read("rfc4475/escnull")).values(HeaderName.CONTACT))
                .hasSize(2);
    }

    /** §3.1.1.6, §3.1.1.10, §3.1.1.11, §3.1.1.12 and §3.1.1.13. */
    @Test
    void whatIsShortLongOrMissing() {
        assertThat(read("rfc4475/lwsdisp").from().displayName()).isEqualTo("caller");
        assertThat(read("rfc4475/transports").values(HeaderName.VIA))
                .extracting(via -> Via.parse(via).transport())
                .containsExactly("UDP", "SCTP", "TLS", "UNKNOWN", "TCP");
        assertThat(read("rfc4475/mpart01").body()).hasSize(553).contains(0);
        assertThat(((SipResponse) read("rfc4475/noreason")).reason()).isEmpty();
        assertThat(((SipResponse) read("rfc4475/unreason")).reason()).startsWith("= 2**3 * 5**2 ");
        assertThat(read("rfc4475/dblreq").body()).isEmpty();
    }

    /** §3.3.12 and §3.3.13: to whom a parameter belongs. */
    @Test
    void theParameterOfTheHeaderAndTheOneOfTheUri() {
        var header = read("rfc4475/cparam01").address(HeaderName.CONTACT).orElseThrow();
        assertThat(header.param("unknownparam")).isPresent();
        assertThat(header.uri().param("unknownparam")).isEmpty();
        var uri = read("rfc4475/cparam02").address(HeaderName.CONTACT).orElseThrow();
        assertThat(uri.param("unknownparam")).isEmpty();
        assertThat(uri.uri().param("unknownparam")).isPresent();
    }

    /** RFC 5118 §4.3, §4.4, §4.5, §4.7, §4.9 and §4.10. */
    @Test
    void addressesOfIpv6() {
        var ambiguous = ((SipRequest) read("rfc5118/port-ambiguous")).uri();
        assertThat(Host.literal(ambiguous.host())).isEqualTo(Host.literal("2001:db8:0:0:0:0:10:5070"));
        assertThat(ambiguous.port()).isZero();
        var unambiguous = ((SipRequest) read("rfc5118/port-unambiguous")).uri();
        assertThat(Host.literal(unambiguous.host())).isEqualTo(Host.literal("2001:db8:0:0:0:0:0:10"));
        assertThat(unambiguous.port()).isEqualTo(5070);
        assertThat(read("rfc5118/via-received-param-with-delim")
                        .topVia()
                        .params()
                        .get("received"))
                .contains("[2001:db8::9:255]");
        assertThat(read("rfc5118/via-received-param-no-delim").topVia().params().get("received"))
                .contains("2001:db8::9:255");
        assertThat(read("rfc5118/mult-ip-in-header").values(HeaderName.VIA)).hasSize(3);
        var three = ((SipRequest) read("rfc5118/ipv6-bug-abnf-3-colons")).uri();
        var two = ((SipRequest) read("rfc5118/ipv6-correct-abnf-2-colons")).uri();
        assertThat(Host.literal(three.host())).isPresent().isEqualTo(Host.literal(two.host()));
    }
}
