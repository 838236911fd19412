package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever comes, the guard gives one of its answers, and what it lets pass can be read and written. */
class GuardPropertyTest {

    private static final List<String> BAIT = List.of(
            "\r\n",
            "\r\n ",
            "\r",
            "\n",
            "\0",
            "\"",
            "<",
            ">",
            ",",
            ";",
            ":",
            "=",
            "@",
            "[",
            "]",
            "\\",
            "%",
            " ",
            "\t",
            "ü",
            "SIP/2.0",
            "sip:",
            "Via: ",
            "Content-Length: 99999999999\r\n",
            "l: 1\r\n",
            ";;",
            ",,",
            "?",
            "z9hG4bK");

    private final MessageReader reader = new MessageReader(Limits.DEFAULT);

    @Property(tries = 2000)
    void anyBytes(@ForAll byte[] bytes) {
        check(reader, bytes);
    }

    @Property(tries = 5000)
    void aTortureMessageTorturedOnceMore(@ForAll("messages") String name, @ForAll("cuts") List<Cut> cuts)
            throws IOException {
        byte[] bytes;
        try (var in = GuardPropertyTest.class.getResourceAsStream("/torture/" + name)) {
            bytes = in.readAllBytes();
        }
        var text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
        for (var cut : cuts) {
            int at = cut.at % (text.length() + 1);
            text.replace(at, Math.min(text.length(), at + cut.length), cut.bait);
        }
        check(reader, text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Every way to read these bytes, and everything that can be asked of what was read. */
    static void check(MessageReader reader, byte[] bytes) {
        for (var reading : List.of(reader.datagram(bytes), reader.frame(bytes), reader.whole(bytes))) {
            if (reading instanceof Reading.Read read) {
                readEverything(reader, read.message());
            } else if (reading instanceof Reading.Refused refused) {
                var response = SipResponse.to(refused.request(), refused.failure());
                assertThat(reader.datagram(response.encode())).isNotInstanceOf(Reading.Refused.class);
            }
        }
    }

    private static void readEverything(MessageReader reader, SipMessage message) {
        assertThatCode(() -> {
                    message.topVia();
                    message.from();
                    message.to().tag();
                    message.cseq();
                    message.callId();
                    message.values(HeaderName.VIA);
                })
                .doesNotThrowAnyException();
        var copy = message.copy();
        copy.push(HeaderName.VIA, "SIP/2.0/UDP us;branch=z9hG4bKus");
        var again = reader.datagram(copy.encode());
        assertThat(again).isInstanceOfSatisfying(Reading.Read.class, read -> {
            var back = read.message();
            assertThat(back.topVia().host()).isEqualTo("us");
            back.pop(HeaderName.VIA);
            assertThat(back.values(HeaderName.VIA)).isEqualTo(message.values(HeaderName.VIA));
            assertThat(back.encode()).isEqualTo(message.copy().encode());
        });
        for (var name : List.of(HeaderName.CONTACT, HeaderName.ROUTE, HeaderName.AUTHORIZATION, HeaderName.EVENT)) {
            try {
                message.headers(name, javax.sip.header.Header.class);
                message.addresses(name);
            } catch (SipFailure said) {
                assertThat(said.status()).isEqualTo(400);
            }
        }
    }

    record Cut(int at, int length, String bait) {}

    @Provide
    Arbitrary<List<Cut>> cuts() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4000),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(BAIT))
                .as(Cut::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of(
                "rfc4475/wsinv.dat",
                "rfc4475/intmeth.dat",
                "rfc4475/esc01.dat",
                "rfc4475/longreq.dat",
                "rfc4475/transports.dat",
                "rfc4475/mpart01.dat",
                "rfc4475/unreason.dat",
                "rfc4475/semiuri.dat",
                "rfc4475/inv2543.dat",
                "rfc5118/mult-ip-in-header.dat",
                "rfc5118/via-received-param-no-delim.dat",
                "rfc5118/port-unambiguous.dat");
    }
}
