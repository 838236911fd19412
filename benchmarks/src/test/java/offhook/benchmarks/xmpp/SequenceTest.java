package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceTest {

    @Test
    void allIsWell() {
        assertThat(taken(0, 1, 2).tally(3)).isEqualTo(Tally.NONE);
        assertThat(taken().tally(0)).isEqualTo(Tally.NONE);
    }

    @Test
    void oneThatIsMissingAndOneThatComesTwiceAreSeen() {
        assertThat(taken(0, 1, 3, 3, 4).tally(5)).isEqualTo(new Tally(1, 1, 0));
    }

    @Test
    void theLastOnesAreMissedToo() {
        assertThat(taken(0, 1).tally(5)).isEqualTo(Tally.lost(3));
        assertThat(taken().tally(5)).isEqualTo(Tally.lost(5));
    }

    @Test
    void whatComesLateOrWasNeverSentIsWrong() {
        assertThat(taken(1, 0, 2).tally(3)).isEqualTo(new Tally(1, 1, 0));
        assertThat(taken(0, 1, 2).tally(2).duplicated()).isEqualTo(1);
    }

    @Test
    void marks() {
        assertThat(number("<body>", "<message><<body>42</body></message>")).isEqualTo(42);
        assertThat(number("<body>", "<message><body/></message>")).isEqualTo(-1);
        assertThat(number("<body>", "<message><body>")).isEqualTo(-1);
        assertThat(number("from=?u", "<presence from=\"u7@bench.test\"/>")).isEqualTo(7);
        assertThat(number("from=?u", "<presence from='u8@bench.test'/>")).isEqualTo(8);
    }

    private static Sequence taken(long... numbers) {
        var sequence = new Sequence();
        for (long number : numbers) {
            sequence.take(number);
        }
        assertThat(sequence.received()).isEqualTo(numbers.length);
        return sequence;
    }

    private static long number(String mark, String stanza) {
        byte[] bytes = (' ' + stanza + '9').getBytes(UTF_8);
        return new Mark(mark).number(bytes, 1, bytes.length - 1);
    }
}
