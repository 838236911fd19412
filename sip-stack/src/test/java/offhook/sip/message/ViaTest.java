package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViaTest {

    @ParameterizedTest
    @CsvSource({
        "SIP/2.0/UDP pc33.Atlanta.com;branch=z9hG4bK776, UDP, pc33.atlanta.com, 0, z9hG4bK776",
        "'SIP  / 2.0  / TCP     spindle.example.com   ;  branch  =   z9hG4bK9ikj8  ', TCP, spindle.example.com, 0, z9hG4bK9ikj8",
        "'sip/2.0/udp [2001:db8::9]:5070;received=2001:db8::9:255;branch=b', UDP, [2001:db8::9], 5070, b",
        "SIP/2.0/UNKNOWN t4.example.com : 6000 ;branch=x, UNKNOWN, t4.example.com, 6000, x",
    })
    void itIsTakenApart(String value, String transport, String host, int port, String branch) {
        var via = Via.parse(value);
        assertThat(via.transport()).isEqualTo(transport);
        assertThat(via.host()).isEqualTo(host);
        assertThat(via.port()).isEqualTo(port);
        assertThat(via.branch()).contains(branch);
        assertThat(Via.parse(via.toString())).isEqualTo(via);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIP/2.0/UDP",
                "SIP/2.0/UDP ",
                "SIP/3.0/UDP h",
                "HTTP/2.0/UDP h",
                "SIP/2.0/UDPh;x",
                "SIP/2.0/UDP h;;branch=x",
                "SIP/2.0/UDP h;branch=",
                "SIP/2.0/UDP h:70000",
                "SIP/2.0/UDP 2001:db8::9",
                "SIP/2.0/UDP h h",
                "SIP/2.0/UDP [::1",
                "SIP/2.0/UDP h;,"
            })
    void whatIsNoViaIsRefused(String value) {
        assertThatThrownBy(() -> Via.parse(value)).isEqualTo(new SipFailure(400, "Bad Via"));
    }

    @Test
    void onlyABranchWithMoreThanTheCookieIsUnique() {
        assertThat(Via.parse("SIP/2.0/UDP h;branch=z9hG4bKx").uniqueBranch()).contains("z9hG4bKx");
        assertThat(Via.parse("SIP/2.0/UDP h;branch=Z9HG4BKx").uniqueBranch()).contains("Z9HG4BKx");
        assertThat(Via.parse("SIP/2.0/UDP h;branch=z9hG4bK").uniqueBranch()).isEmpty();
        assertThat(Via.parse("SIP/2.0/UDP h;branch=390skdjuw").uniqueBranch()).isEmpty();
        assertThat(Via.parse("SIP/2.0/UDP h").uniqueBranch()).isEmpty();
    }

    @Test
    void paramsAreAddedAndReplaced() {
        var via = Via.parse("SIP/2.0/UDP 10.0.0.1:5062;rport;branch=z9hG4bKx");
        assertThat(via.wantsRport()).isTrue();
        assertThat(via.withParam("rport", "4711").withParam("received", "192.0.2.1"))
                .hasToString("SIP/2.0/UDP 10.0.0.1:5062;rport=4711;branch=z9hG4bKx;received=192.0.2.1");
        assertThat(via.portOrDefault()).isEqualTo(5062);
        assertThat(Via.parse("SIP/2.0/UDP h").portOrDefault()).isEqualTo(5060);
        assertThat(Via.parse("SIP/2.0/TLS h").portOrDefault()).isEqualTo(5061);
    }
}
