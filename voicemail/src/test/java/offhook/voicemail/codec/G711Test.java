package offhook.voicemail.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class G711Test {

    private static final int CODES = 256;
    private static final long MU_LINEAR = 0x0C847A9FL;
    private static final long A_LINEAR = 0x9D764657L;

    private static short[] linear(G711 law) {
        var codes = new byte[CODES];
        for (int i = 0; i < CODES; i++) {
            codes[i] = (byte) i;
        }
        var linear = new short[Decoder.LONGEST];
        assertThat(law.decode(codes, 0, CODES, linear)).isEqualTo(CODES);
        return linear;
    }

    private static byte[] codes(G711 law, short... linear) {
        var codes = new byte[linear.length];
        assertThat(law.encode(linear, linear.length, codes, 0)).isEqualTo(linear.length);
        return codes;
    }

    /** Tables 1 and 2 of the recommendation, at their corners. */
    @ParameterizedTest
    @CsvSource({
        "PCMU, 0x00, -32124",
        "PCMU, 0x80, 32124",
        "PCMU, 0xFF, 0",
        "PCMU, 0x7F, 0",
        "PCMU, 0xFE, 8",
        "PCMU, 0x8F, 16764",
        "PCMA, 0x55, -8",
        "PCMA, 0xD5, 8",
        "PCMA, 0x2A, -32256",
        "PCMA, 0xAA, 32256",
        "PCMA, 0xC5, 264"
    })
    void meansWhatTheTableSays(String law, String code, short sample) {
        var linear = linear(law.equals("PCMU") ? G711.MU_LAW : G711.A_LAW);
        assertThat(linear[Integer.decode(code)]).isEqualTo(sample);
    }

    /** Against the tables of another implementation, all of each. */
    @Test
    void decodesAsOthersDo() {
        assertThat(checksum(linear(G711.MU_LAW))).isEqualTo(MU_LINEAR);
        assertThat(checksum(linear(G711.A_LAW))).isEqualTo(A_LINEAR);
    }

    private static long checksum(short[] linear) {
        var bytes = ByteBuffer.allocate(2 * CODES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(linear, 0, CODES);
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @Test
    void everyCodeComesBackAsItself() {
        for (var law : new G711[] {G711.MU_LAW, G711.A_LAW}) {
            var linear = linear(law);
            for (int code = 0; code < CODES; code++) {
                // Minus zero of µ-law is zero.
                int expected = law == G711.MU_LAW && code == 0x7F ? 0xFF : code;
                assertThat(codes(law, linear[code])[0] & 0xFF).isEqualTo(expected);
            }
        }
    }

    /** Steps grow with the sample: each is at most a sixteenth of where it lies. */
    @Property
    void aSampleStaysWhereItIs(@ForAll short sample) {
        for (var law : new G711[] {G711.MU_LAW, G711.A_LAW}) {
            int chosen = linear(law)[codes(law, sample)[0] & 0xFF];
            assertThat(Math.abs(chosen - sample)).isLessThanOrEqualTo(16 + Math.abs(sample) / 29);
        }
    }

    @Property
    void whatIsLouderStaysLouder(@ForAll short one, @ForAll short other) {
        for (var law : new G711[] {G711.MU_LAW, G711.A_LAW}) {
            var codes = codes(law, (short) Math.min(one, other), (short) Math.max(one, other));
            assertThat(linear(law)[codes[0] & 0xFF]).isLessThanOrEqualTo(linear(law)[codes[1] & 0xFF]);
        }
    }

    @Test
    void whatIsTooLongIsCut() {
        assertThat(G711.A_LAW.decode(new byte[5000], 0, 5000, new short[Decoder.LONGEST]))
                .isEqualTo(Decoder.LONGEST);
    }
}
