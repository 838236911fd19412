package offhook.runtime.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OctetsTest {

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static String written(Octets octets) {
        var out = new ByteArrayOutputStream();
        octets.each(out::write);
        return out.toString(UTF_8);
    }

    @Test
    void whatIsOfOnePieceIsNotCopied() {
        byte[] bytes = utf8("<a/>");
        var octets = new Octets(bytes);
        assertThat(octets.bytes()).isSameAs(bytes);
        assertThat(octets.length()).isEqualTo(4);
        assertThat(written(octets)).isEqualTo("<a/>");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8})
    void whatIsInsertedStandsInItsPlace(int at) {
        var shared = "<a>é</a";
        var octets = new Octets(utf8(shared), utf8(" ü"), at);
        var whole = new ByteArrayOutputStream();
        whole.write(utf8(shared), 0, at);
        whole.writeBytes(utf8(" ü"));
        whole.write(utf8(shared), at, 8 - at);
        assertThat(octets.bytes()).isEqualTo(whole.toByteArray());
        assertThat(octets.length()).isEqualTo(whole.size());
        assertThat(written(octets)).isEqualTo(whole.toString(UTF_8));
    }
}
