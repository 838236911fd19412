package offhook.xmpp.stream.bytestreams;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 1928 as XEP-0065 §6.3.2 uses it. */
class Socks5Test {

    private static final String HASH = "972b7bf47291ca609517f67f86b5081086052dad";
    private static final String NAME =
            "03 28 " + HexFormat.of().withDelimiter(" ").formatHex(HASH.getBytes(US_ASCII));

    private final Socks5 socks = new Socks5();

    private Socks5.Next says(String hex) {
        return socks.received(bytes(hex));
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void aClientSaysWhichBytestreamItIsFor() {
        var greeted = says("05 01 00");
        assertThat(greeted.reply()).containsExactly(5, 0);
        assertThat(greeted.over()).isFalse();

        var asked = says("05 01 00 " + NAME + " 00 00");

        assertThat(asked.stream()).contains(HASH);
        assertThat(asked.reply()).isEmpty();
        assertThat(socks.answer(Socks5.Answer.SUCCEEDED)).isEqualTo(bytes("05 00 00 " + NAME + " 00 00"));
        assertThat(socks.answer(Socks5.Answer.NOT_ALLOWED)).startsWith(5, 2);
    }

    @Test
    void byteForByteTheSame() {
        var replies = new ArrayList<Integer>();
        Socks5.Next last = null;
        for (byte one : bytes("05 02 02 00 05 01 00 " + NAME + " 00 00")) {
            last = socks.received(new byte[] {one});
            assertThat(last.over()).isFalse();
            for (byte reply : last.reply()) {
                replies.add((int) reply);
            }
        }

        assertThat(replies).containsExactly(5, 0);
        assertThat(last.stream()).contains(HASH);
    }

    @Test
    void capitalLettersMeanTheSame() {
        says("05 01 00");

        var name = HexFormat.of().formatHex(HASH.toUpperCase(Locale.ROOT).getBytes(US_ASCII));

        assertThat(says("05 01 00 03 28 " + name + " 00 00").stream()).contains(HASH);
    }

    @ParameterizedTest
    @CsvSource({
        "another version, 04 01 00, ''",
        "only with a password, 05 01 02, 05ff",
        "no way at all, 05 00, 05ff",
        "more than a greeting, 05 01 00 05, ''",
    })
    void noGreeting(String what, String says, String reply) {
        var next = says(says);

        assertThat(next.over()).as(what).isTrue();
        assertThat(next.reply()).isEqualTo(bytes(reply));
    }

    @ParameterizedTest
    @CsvSource({
        "another version, 04 01 00 03 01 61 00 00, ''",
        "an IPv4 address, 05 01 00 01 7f 00 00 01 00 50, 05 08 00 01 00 00 00 00 00 00",
        "to bind, 05 02 00 03 01 61 00 00, 05 07 00 03 01 61 00 00",
        "UDP, 05 03 00 03 01 61 00 00, 05 07 00 03 01 61 00 00",
        "a name that is no hash, 05 01 00 03 01 61 00 00, 05 02 00 03 01 61 00 00",
        "nothing, 05 01 00 03 00 00 00, 05 02 00 03 00 00 00",
        "more than a request, 05 01 00 03 01 61 00 00 00, ''",
    })
    void noRequest(String what, String says, String reply) {
        says("05 01 00");

        var next = says(says);

        assertThat(next.over()).as(what).isTrue();
        assertThat(next.stream()).isEmpty();
        assertThat(next.reply()).isEqualTo(bytes(reply));
    }

    /** XEP-0065 §6.3.2: "The port MUST be 0". */
    @Test
    void aPortIsNothingHere() {
        says("05 01 00");

        var next = says("05 01 00 " + NAME + " 00 50");

        assertThat(next.over()).isTrue();
        assertThat(next.reply()).startsWith(5, 2).endsWith(0, 0x50);
    }
}
