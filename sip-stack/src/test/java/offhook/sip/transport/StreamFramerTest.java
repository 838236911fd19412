package offhook.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import offhook.sip.message.Limits;
import offhook.sip.message.MessageReader;
import offhook.sip.message.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramerTest {

    private static final String SHORT = "OPTIONS sip:a SIP/2.0\r\nl: 0\r\n\r\n";
    private static final String LONG =
            "MESSAGE sip:a SIP/2.0\r\nSubject: \r\n x\r\nCONTENT-length \r\n : 11\r\n\r\nhello\r\n\r\nyo";

    private final List<String> seen = new ArrayList<>();
    private final StreamFramer framer = new StreamFramer(Limits.DEFAULT, new StreamFramer.Listener() {
        @Override
        public void message(byte[] frame) {
            seen.add(text(frame));
        }

        @Override
        public void ping() {
            seen.add("ping");
        }

        @Override
        public void broken(byte[] rest) {
            seen.add("broken " + text(rest));
        }
    });

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] room = framer.room(bytes.length);
        System.arraycopy(bytes, 0, room, framer.position(), bytes.length);
        framer.fed(bytes.length);
    }

    @Test
    void messagesAreCutApart() {
        feed(SHORT + LONG + "\r\n\r\n" + SHORT + "OPT");
        assertThat(seen).containsExactly(SHORT, LONG, "ping", SHORT);
        assertThat(framer.isWaiting()).isTrue();
        feed(SHORT.substring(3));
        assertThat(seen).endsWith(SHORT);
        assertThat(framer.isWaiting()).isFalse();
    }

    @Test
    void aSingleBreakIsAPongAndNothing() {
        feed("\r\n");
        feed(SHORT + "\r\n" + SHORT);
        assertThat(seen).containsExactly(SHORT, SHORT);
    }

    @Test
    void manyPingsAtOnceGetOneAnswer() {
        feed("\r\n\r\n".repeat(5000));
        assertThat(seen).containsExactly("ping");
        feed("\r");
        feed("\n\r");
        feed("\n");
        assertThat(seen).containsExactly("ping", "ping");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS sip:a SIP/2.0\r\nX: y\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nl: 1\r\nContent-Length: 1\r\n\r\nxx",
                "OPTIONS sip:a SIP/2.0\r\nl: -1\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nl:\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nl: 2147483647\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nl: 99999999999999999999\r\n\r\n",
                "OPTIONS sip:a SIP/2.0\r\nl: 65537\r\n\r\n",
            })
    void whereNobodyKnowsTheEndTheStreamIsBroken(String message) {
        feed(message);
        assertThat(seen).containsExactly("broken " + message);
        feed(SHORT);
        assertThat(seen).hasSize(1);
        assertThat(framer.isWaiting()).isFalse();
        var reading = new MessageReader(Limits.DEFAULT).frame(message.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(reading).isNotInstanceOf(Reading.Read.class);
    }

    @Test
    void aHeadWithoutEndIsBroken() {
        for (int i = 0; i < 40 && seen.isEmpty(); i++) {
            feed("x".repeat(1024));
        }
        assertThat(seen).hasSize(1).first().asString().startsWith("broken xxx").hasSize(7 + 33 * 1024);
    }

    @Property(tries = 500)
    void howItIsCutDoesNotMatter(
            @ForAll("streams") List<String> parts,
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 90) Integer> cuts) {
        var whole = new StreamFramerTest();
        whole.feed(String.join("", parts));
        var again = new StreamFramerTest();
        var rest = String.join("", parts);
        for (int cut : cuts) {
            int length = Math.min(cut, rest.length());
            again.feed(rest.substring(0, length));
            rest = rest.substring(length);
        }
        again.feed(rest);
        assertThat(again.messages()).isEqualTo(whole.messages());
    }

    /** One by one, so that the pieces have every size. */
    @Property(tries = 50)
    void evenByteByByte(@ForAll("streams") List<String> parts) {
        var whole = new StreamFramerTest();
        whole.feed(String.join("", parts));
        var again = new StreamFramerTest();
        String.join("", parts).chars().forEach(c -> again.feed(Character.toString(c)));
        assertThat(again.messages()).isEqualTo(whole.messages());
    }

    private List<String> messages() {
        return seen.stream()
                .filter(each -> !each.equals("ping") && !each.startsWith("broken"))
                .toList();
    }

    @Provide
    Arbitrary<List<String>> streams() {
        return Arbitraries.of(SHORT, LONG, "\r\n", "\r\n\r\n", "OPTIONS sip:a SIP/2.0\r\nl: 5\r\n\r\n\r\n\r\n\r")
                .list()
                .ofMaxSize(12);
    }
}
