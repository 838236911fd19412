package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StanzasTest {

    private static final String STREAM = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' id='>'>"
            + "<stream:features><bind xmlns='b'/></stream:features>"
            + "<message from=\"a/>\"><body>1 &lt; 2</body></message> <presence/><iq id='1'><query><a/></query></iq>";

    @Test
    void anotherStreamBeginsAndEnds() {
        List<String> got = new ArrayList<>();
        var restarting = new Stanzas[1];
        restarting[0] = new Stanzas((bytes, from, to) -> {
            got.add(Stanzas.text(bytes, from, to));
            if (got.size() == 2) {
                restarting[0].restart();
            }
        });
        restarting[0].read(Unpooled.copiedBuffer(
                "<?xml version='1.0'?><s:stream><success/><?xml version='1.0'?><s:stream a='b'><a/></s:stream>",
                UTF_8));
        assertThat(got).containsExactly("<s:stream>", "<success/>", "<s:stream a='b'>", "<a/>", "</s:stream>");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void cutsHoweverItArrives(int piece) {
        List<String> got = new ArrayList<>();
        var stanzas = new Stanzas((bytes, from, to) -> got.add(Stanzas.text(bytes, from, to)));
        for (int from = 0; from < STREAM.length(); from += piece) {
            var some = STREAM.substring(from, Math.min(STREAM.length(), from + piece));
            stanzas.read(Unpooled.copiedBuffer(some, UTF_8));
        }
        assertThat(got)
                .containsExactly(
                        "<stream:stream xmlns='jabber:client' id='>'>",
                        "<stream:features><bind xmlns='b'/></stream:features>",
                        "<message from=\"a/>\"><body>1 &lt; 2</body></message>",
                        " <presence/>",
                        "<iq id='1'><query><a/></query></iq>");
    }
}
