package offhook.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The values that are read lazily, each by itself: any text is one, or is refused. In a class of its own, since Jazzer runs one
 * fuzz test in a process.
 */
class ValuesFuzzTest {

    private static final List<Consumer<String>> READERS = List.of(
            text -> Uri.parse(text).isEquivalent(Uri.parse(text)),
            text -> NameAddr.parse(text).uri(),
            text -> Via.parse(text).branch(),
            CSeq::parse,
            Reason::parse);

    static Stream<Arguments> corpus() {
        return Stream.of(
                        "sip:+1-972-555-2222;phone-context=name%40domain@gw1.example.net;user=phone;lr?Route=%3Csip:a%3E",
                        "sips:[2001:db8::192.0.2.1]:5061;transport=tls;maddr=224.0.0.1;ttl=1",
                        "\"Quoted \\\"string\\\"\" <sip:jdrosen@example.com> ; newparam = newvalue ; q = 0.33",
                        "SIP / 2.0 / UDP 192.0.2.2 : 5060 ; branch = z9hG4bK30239 ; rport ; received=2001:db8::9:255",
                        "0009\r\n  INVITE",
                        "Q.850 ;cause=16 ;text=\"Terminated\", SIP;cause=200;text=\"Call completed elsewhere\"")
                .map(text -> Arguments.of((Object) text.getBytes(UTF_8)));
    }

    @MethodSource("corpus")
    @FuzzTest(maxDuration = "10m")
    void anyTextIsAValueOrRefused(byte[] bytes) {
        var text = new String(bytes, UTF_8);
        for (var reader : READERS) {
            try {
                reader.accept(text);
            } catch (SipFailure refused) {
                if (refused.status() < 400) {
                    throw refused;
                }
            }
        }
    }
}
