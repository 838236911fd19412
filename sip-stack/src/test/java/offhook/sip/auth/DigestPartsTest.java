package offhook.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestPartsTest {

    private static Optional<Map<String, String>> read(String text) {
        return DigestParts.parse("digest " + text);
    }

    @Test
    void valuesAreTokensOrQuoted() {
        assertThat(read("username=\"juliet\", NC=00000001 ,qop = auth,uri=\"sip:a;b,c\" "))
                .contains(Map.of("username", "juliet", "nc", "00000001", "qop", "auth", "uri", "sip:a;b,c"));
    }

    @Test
    void quotedPairsStandForTheirCharacter() {
        assertThat(read("username=\"ju\\\"li\\\\et\"")).contains(Map.of("username", "ju\"li\\et"));
        assertThat(read("username=\"\"")).contains(Map.of("username", ""));
    }

    @Test
    void nothingIsNothing() {
        assertThat(read(" ")).contains(Map.of());
        assertThat(DigestParts.parse("Basic a=1")).isEmpty();
    }

    @Test
    void theLastOfTwoCounts() {
        assertThat(read(", a=1,a=2")).contains(Map.of("a", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",",
                "a",
                "a=",
                "=b",
                "a=1,",
                "a=1,,b=2",
                "a=1 b=2",
                "a=\"1",
                "a=\"1\\",
                "a=\"1\\\"",
                "a=\"1\"b",
                "a=1\"",
                "é=1"
            })
    void anythingElseIsNone(String text) {
        assertThat(read(text)).isEmpty();
    }
}
