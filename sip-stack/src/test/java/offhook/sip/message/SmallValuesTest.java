package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSeq, Reason, parameters and hosts. */
class SmallValuesTest {

    @Test
    void cseq() {
        assertThat(CSeq.parse("0009   INVITE"))
                .isEqualTo(new CSeq(9, Method.INVITE))
                .hasToString("9 INVITE");
        assertThat(CSeq.parse("2147483647 X-Y").number()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1INVITE",
                "INVITE 1",
                "-1 INVITE",
                "2147483648 INVITE",
                "36893488147419103232 REGISTER",
                "1 A B"
            })
    void whatIsNoCSeqIsRefused(String value) {
        assertThatThrownBy(() -> CSeq.parse(value)).isEqualTo(new SipFailure(400, "Bad CSeq"));
    }

    /** RFC 3326 §2. */
    @Test
    void reason() {
        assertThat(Reason.parse("SIP ;cause=200 ;text=\"Call completed elsewhere\""))
                .isEqualTo(Reason.COMPLETED_ELSEWHERE)
                .hasToString("SIP;cause=200;text=\"Call completed elsewhere\"");
        assertThat(Reason.parse("Q.850;cause=16")).isEqualTo(new Reason("Q.850", OptionalInt.of(16), ""));
        assertThat(Reason.parse("preemption;text=x").cause()).isEmpty();
        var awkward = Reason.sip(480, "say \"hi\" \\ bye");
        assertThat(Reason.parse(awkward.toString())).isEqualTo(awkward);
        assertThatThrownBy(() -> Reason.parse("SIP;cause=x")).isInstanceOf(SipFailure.class);
        assertThatThrownBy(() -> Reason.parse(";cause=1")).isInstanceOf(SipFailure.class);
    }

    @Test
    void params() {
        var params = params("; a = 1 ;b;c=\"x;y \\\" =z\"; ab=2");
        assertThat(params).hasToString(";a=1;b;c=\"x;y \\\" =z\";ab=2");
        assertThat(params.get("A")).contains("1");
        assertThat(params.get("b")).contains("");
        assertThat(params.get("ab")).contains("2");
        assertThat(params.get("y")).isEmpty();
        assertThat(params.asMap())
                .containsExactly(entry("a", "1"), entry("b", ""), entry("c", "\"x;y \\\" =z\""), entry("ab", "2"));
        assertThat(params.without("c").with("a", "9").with("new", "")).hasToString(";a=9;b;ab=2;new");
        assertThat(params.without("nothing")).isSameAs(params);
        assertThat(params(";x").without("x")).isEqualTo(Params.NONE);
        assertThat(params("").isEmpty()).isTrue();
    }

    private static Params params(String text) {
        return Params.read(new Cursor(text, "parameters"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1",
        "[::ffff:192.0.2.1], 192.0.2.1",
        "[2001:db8:::192.0.2.1], 2001:db8:0:0:0:0:c000:201",
    })
    void literalsBecomeAddresses(String host, String address) {
        assertThat(Host.literal(host).orElseThrow().getHostAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1..2.3",
                "1.2.3.",
                "[::1",
                "1:2",
                "[1:2:3]",
                "a",
                ""
            })
    void namesDoNot(String host) {
        assertThat(Host.literal(host)).isEmpty();
    }

    @Test
    void anAddressIsWrittenAsAHost() {
        assertThat(Host.of(Host.literal("::1").orElseThrow())).isEqualTo("[0:0:0:0:0:0:0:1]");
        assertThat(Host.of(Host.literal("10.0.0.1").orElseThrow())).isEqualTo("10.0.0.1");
    }
}
