package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

class SequenceTest {

    @Test
    void oneThatIsMissingAndOneThatComesTwiceAreSeen() {
        var sequence = new Sequence();
        for (long number : new long[] {0, 1, 3, 3, 4}) {
            sequence.take(number);
        }
        assertThat(sequence.received()).isEqualTo(5);
        assertThat(sequence.wrong()).isEqualTo(2);
    }

    @Test
    void marks() {
        assertThat(number("<body>", "<message><<body>42</body></message>")).isEqualTo(42);
        assertThat(number("<body>", "<message><body/></message>")).isEqualTo(-1);
        assertThat(number("<body>", "<message><body>")).isEqualTo(-1);
        assertThat(number("from=?u", "<presence from=\"u7@bench.test\"/>")).isEqualTo(7);
        assertThat(number("from=?u", "<presence from='u8@bench.test'/>")).isEqualTo(8);
    }

    private static long number(String mark, String stanza) {
        return new Mark(mark).number(Unpooled.copiedBuffer(stanza, UTF_8), stanza.length());
    }
}
