package offhook.voicemail.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpokenTextTest {

    @Test
    void itIsOneLineOfText() {
        assertThat(SpokenText.of(" But soft,\r\n\twhat light\u2028 through\n"))
                .contains("But soft, what light through");
        assertThat(SpokenText.of("\n \t")).isEmpty();
        assertThat(SpokenText.of("")).isEmpty();
    }

    @Test
    void nothingInItMisleadsItsReader() {
        assertThat(SpokenText.of("a\u0000b\u202Ec\u2066d\uD800e\uE000f\u001B[31m"))
                .contains("a bcdef [31m");
    }

    @Test
    void thereIsAnEnd() {
        assertThat(SpokenText.of("x".repeat(1_000_000)).orElseThrow()).hasSize(4_000);
    }
}
