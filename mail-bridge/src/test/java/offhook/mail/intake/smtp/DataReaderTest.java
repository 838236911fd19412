package offhook.mail.intake.smtp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataReaderTest {

    private final DataReader reader = new DataReader();

    private String read(String sent) {
        var out = new ByteArrayOutputStream();
        reader.read(sent.getBytes(ISO_8859_1), out);
        return out.toString(ISO_8859_1);
    }

    @Test
    void endsAtTheDotAndTakesNothingBehindIt() {
        var out = new ByteArrayOutputStream();
        var sent = "Subject: x\r\n\r\nbody\r\n.\r\nQUIT\r\n".getBytes(ISO_8859_1);
        assertThat(reader.read(sent, out)).isEqualTo(sent.length - "QUIT\r\n".length());
        assertThat(out.toString(ISO_8859_1)).isEqualTo("Subject: x\r\n\r\nbody\r\n");
        assertThat(reader.isOver()).isTrue();
    }

    @Test
    void takesTheDotOffThatStandsBeforeDots() {
        assertThat(read("..\r\n...x\r\n.y\r\n.\r\n")).isEqualTo(".\r\n..x\r\ny\r\n");
        assertThat(reader.isOver()).isTrue();
    }

    @Test
    void aMailOfNothing() {
        assertThat(read(".\r\n")).isEmpty();
        assertThat(reader.isOver()).isTrue();
    }

    /** What mail servers before others take for the end of a mail, so that a second one can be hidden in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n.\nb",
                "a\n.\r\nb",
                "a\r.\rb",
                "a\r\n.\nb",
                "a\r\n.\rb",
                "a\r\n.\r\r\nb",
                "a\n.\r\r\nb",
                "a\r.\r\nb",
                "a\r\n\0.\r\nb"
            })
    void nothingElseIsTheEnd(String sent) {
        read(sent);
        assertThat(reader.isOver()).as("%s", sent.codePoints().boxed().toList()).isFalse();
    }

    /** However it is cut into parts, it is the same; and what was sent by the rules comes out as it was. */
    @Property
    void anyTextComesThrough(
            @ForAll @StringLength(max = 60) @CharRange(from = '.', to = '.') @CharRange(from = 'a', to = 'b')
                    String letters,
            @ForAll @IntRange(min = 1, max = 9) int part) {
        var mail = letters.replace("b", "\r\n") + "\r\n";
        var sent = (mail.startsWith(".") ? "." : "") + mail.replace("\r\n.", "\r\n..") + ".\r\n";
        var reading = new DataReader();
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < sent.length(); i += part) {
            var piece = sent.substring(i, Math.min(sent.length(), i + part)).getBytes(ISO_8859_1);
            assertThat(reading.read(piece, out)).isEqualTo(piece.length);
        }
        assertThat(out.toString(ISO_8859_1)).isEqualTo(mail);
        assertThat(reading.isOver()).isTrue();
    }
}
