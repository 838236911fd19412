package offhook.xmpp.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTest {

    private final Line<String> line = new Line<>();

    @Test
    void firstComeFirstServed() {
        for (int i = 0; i < 10; i++) {
            line.add("n" + i);
        }
        assertThat(line.first()).isEqualTo("n0");
        assertThat(line.remove()).isEqualTo("n0");
        assertThat(line.size()).isEqualTo(9);
        assertThat(line.all()).startsWith("n1", "n2").endsWith("n9").hasSize(9);
    }

    @Test
    void anEmptyOneBeginsAgain() {
        assertThat(line.isEmpty()).isTrue();
        line.add("juliet");
        assertThat(line.isEmpty()).isFalse();
        line.remove();
        assertThat(line.isEmpty()).isTrue();
        assertThat(line.size()).isZero();
        assertThat(line.all()).isEmpty();
        line.add("romeo");
        assertThat(line.first()).isEqualTo("romeo");
        line.clear();
        assertThat(line.isEmpty()).isTrue();
    }
}
