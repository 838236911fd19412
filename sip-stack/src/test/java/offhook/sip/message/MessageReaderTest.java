package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard lets pass, and what each of the others is answered. */
class MessageReaderTest {

    private static final String OPTIONS =
            """
            OPTIONS sip:server.example SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx
            From: <sip:a@b>;tag=1
            To: <sip:server.example>
            Call-ID: c
            CSeq: 1 OPTIONS
            Max-Forwards: 70

            """;

    private final MessageReader reader = new MessageReader(Limits.DEFAULT);

    private Reading read(String message) {
        return reader.datagram(bytes(message));
    }

    private static byte[] bytes(String message) {
        return message.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String with(String line) {
        return OPTIONS.replace("\n\n", "\n" + line + "\n\n");
    }

    private void assertRefused(Reading reading, int status, String reason) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Refused.class, refused -> assertThat(refused.failure())
                .isEqualTo(new SipFailure(status, reason)));
    }

    @Test
    void aRightMessagePasses() {
        assertThat(read(OPTIONS)).isInstanceOf(Reading.Read.class);
        assertThat(read("\n\n" + OPTIONS)).isInstanceOf(Reading.Read.class);
        assertThat(read(OPTIONS.replace("SIP/2.0\nVia", "sip/2.0\nVia"))).isInstanceOf(Reading.Read.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\n\n\n\n", "\0\0\0\0"})
    void emptinessKeepsAPathOpen(String nothing) {
        assertThat(read(nothing)).isInstanceOf(Reading.KeepAlive.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "GET / HTTP/1.1\nHost: x\n\n",
                "OPTIONS",
                "OPTIONS sip:x",
                " OPTIONS sip:x SIP/2.0\n\n",
                "SIP/2.0",
                "SIP/2.0 20 OK\n\n",
                "SIP/2.0 700 No\n\n",
                "SIP/1.0 200 OK\n\n",
                "SIP/2.0 2000 OK\n\n",
                "OPTIONS SIP/2.0\n\n",
                "OPTIONS sip:x SIP/2.0\nCall-ID: no via, no answer\n\n"
            })
    void whatCannotBeAnsweredIsDropped(String message) {
        assertThat(read(message)).isInstanceOf(Reading.Dropped.class);
    }

    @Test
    void anAckIsNeverAnswered() {
        var ack = OPTIONS.replace("OPTIONS", "ACK").replace("70", "x");
        assertThat(read(ack)).isEqualTo(new Reading.Dropped("Bad Max-Forwards"));
    }

    @Test
    void aResponseIsNeverAnswered() {
        var response = OPTIONS.replace("OPTIONS sip:server.example SIP/2.0", "SIP/2.0 200 OK");
        assertThat(read(response)).isInstanceOf(Reading.Read.class);
        assertThat(read(response.replace("CSeq: 1", "CSeq: x"))).isEqualTo(new Reading.Dropped("Bad CSeq"));
    }

    @ParameterizedTest
    @CsvSource({
        "OPTIONS sip:server.example SIP/2.0, OPTIONS sip:server.example SIP/3.0, 505, Version Not Supported",
        "OPTIONS sip:server.example, OPTIONS sip:2001:db8::1, 400, Bad URI",
        "OPTIONS sip:server.example, OPTIONS mailto:a@b, 416, Unsupported URI Scheme",
        "OPTIONS sip:server.example, OPTIONS  sip:server.example, 400, Bad Request-Line",
        "OPTIONS sip:server.example, OPTIONS sip:server .example, 400, Bad Request-Line",
        "CSeq: 1 OPTIONS, CSeq: 1 INVITE, 400, CSeq Does Not Match Method",
        "CSeq: 1 OPTIONS, CSeq: one, 400, Bad CSeq",
        "Max-Forwards: 70, Max-Forwards: 256, 400, Bad Max-Forwards",
        "Max-Forwards: 70, Max-Forwards: , 400, Bad Max-Forwards",
        "Call-ID: c, Call-ID:, 400, Bad Call-ID",
        "Call-ID: c, X: y, 400, Bad Call-ID",
        "Call-ID: c, i: c\\nCall-ID: d, 400, Duplicate Call-ID",
        "Call-ID: c, no colon here, 400, Bad Header Line",
        "Call-ID: c, : c, 400, Bad Header Line",
        "From:, Form:, 400, Bad From",
        "To:, 2:, 400, Bad To",
        "SIP/2.0/UDP, SIP/2.0, 400, Bad Via",
    })
    void whatIsWrongIsSaid(String right, String wrong, int status, String reason) {
        assertRefused(read(OPTIONS.replace(right, wrong.replace("\\n", "\n"))), status, reason);
    }

    @Test
    void lengthsAreHeld() {
        assertThat(read(with("Content-Length: 0") + "what follows is ignored"))
                .isInstanceOfSatisfying(
                        Reading.Read.class,
                        read -> assertThat(read.message().hasBody()).isFalse());
        assertThat(read(with("l: 3") + "abcdef")).isInstanceOfSatisfying(Reading.Read.class, read -> assertThat(
                        read.message().body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("abc"));
        assertRefused(read(with("Content-Length: 9") + "short"), 400, "Bad Content-Length");
        assertRefused(read(with("Content-Length: -9")), 400, "Bad Content-Length");
        assertRefused(read(with("Content-Length: 2147483648")), 513, "Message Too Large");
        assertRefused(read(with("Content-Length: 0\nl: 0")), 400, "Duplicate Content-Length");
        assertRefused(reader.frame(bytes(OPTIONS)), 400, "Bad Content-Length");
        assertThat(reader.frame(bytes(with("l: 0")))).isInstanceOf(Reading.Read.class);
    }

    @Test
    void sizesAreHeld() {
        assertRefused(read(OPTIONS + "x".repeat(16 * 1024)), 513, "Message Too Large");
        assertRefused(reader.frame(bytes(with("l: 65537") + "x".repeat(65537))), 513, "Message Too Large");
        assertRefused(read(with("X: 1\n".repeat(59).strip())), 400, "Too Many Header Fields");
        assertThat(read(with("X: 1\n".repeat(58).strip()))).isInstanceOf(Reading.Read.class);
        assertRefused(read(with("Subject: " + "x".repeat(8200))), 400, "Header Line Too Long");
    }

    @Test
    void valuesAreCounted() {
        assertThat(read(with("Route: <sip:a,b,c>" + ",<sip:a>".repeat(63)))).isInstanceOf(Reading.Read.class);
        assertRefused(read(with("Route: <sip:a>" + ",<sip:a>".repeat(64))), 400, "Too Many Values of Route");
        assertRefused(
                read(with("Route: <sip:a>" + ",<sip:a>".repeat(39) + "\nAllow: A\nRoute: <sip:a>"
                        + ",<sip:a>".repeat(39))),
                400,
                "Too Many Values of Route");
        assertThat(read(with("Route: <sip:a>" + ",<sip:a>".repeat(39) + "\nAllow: A" + ",A".repeat(39))))
                .isInstanceOf(Reading.Read.class);
        assertThat(read(with("Subject: " + ",".repeat(200)))).isInstanceOf(Reading.Read.class);
    }

    /** A bare CR or LF is a line end to some and none to others: what one hop checks, the next must not see otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"Subject: a\rP-Asserted-Identity: <sip:boss@b>", "Subject: a\r\rX: b"})
    void aBareLineBreakIsRefused(String line) {
        assertRefused(read(with(line)), 400, "Bare Line Break");
    }

    @Test
    void aBareLineFeedIsRefused() {
        var message = new String(bytes(OPTIONS), StandardCharsets.ISO_8859_1).replace("70\r\n", "70\nX: y\r\n");
        assertRefused(reader.datagram(message.getBytes(StandardCharsets.ISO_8859_1)), 400, "Bare Line Break");
    }

    @Test
    void aHeadWithoutEndIsRefused() {
        assertRefused(read(OPTIONS.stripTrailing()), 400, "Incomplete Message");
        assertRefused(read(OPTIONS.stripTrailing() + "\n"), 400, "Incomplete Message");
    }

    @Test
    void foldedLinesAreOne() {
        assertThat(read(with("Subject: a\n   b\n\tc"))).isInstanceOfSatisfying(Reading.Read.class, read -> assertThat(
                        read.message().value(HeaderName.SUBJECT))
                .contains("a b c"));
    }

    @Test
    void theAnswerToARefusalCarriesWhatWasReadable() {
        var refused = (Reading.Refused) read(OPTIONS.replace("CSeq: 1", "CSeq: x"));
        assertThat(SipResponse.to(refused.request(), refused.failure()))
                .hasToString(
                        """
                SIP/2.0 400 Bad CSeq\r
                Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKx\r
                From: <sip:a@b>;tag=1\r
                To: <sip:server.example>\r
                Call-ID: c\r
                CSeq: x OPTIONS\r
                Content-Length: 0\r
                \r
                """);
    }
}
