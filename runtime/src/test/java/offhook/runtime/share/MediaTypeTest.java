package offhook.runtime.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a media type, and which of them a browser may show. */
class MediaTypeTest {

    @ParameterizedTest
    @CsvSource({
        "image/png, true",
        "IMAGE/PNG, true",
        "audio/mpeg, true",
        "video/mp4, true",
        "text/plain; charset=utf-8, true",
        "text/html, false",
        "text/html; charset=utf-8, false",
        "image/svg+xml, false",
        "application/xhtml+xml, false",
        "text/xml, false",
        "application/javascript, false",
        "text/css, false",
        "multipart/x-mixed-replace, false",
        "application/octet-stream, false"
    })
    void showsWhatRunsNothing(String text, boolean harmless) {
        assertThat(MediaType.parse(text).orElseThrow().harmless()).isEqualTo(harmless);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "image",
                "image/",
                "/png",
                "image/png\r\nSet-Cookie: a",
                "image/p ng",
                "a/b;c",
                "é/ü",
                "a/b; c=\"\"" + "\u0001\""
            })
    void refusesWhatIsNone(String text) {
        assertThat(MediaType.parse(text)).isEmpty();
    }

    @Test
    void comparesWithoutParameters() {
        var sent = MediaType.parse("application/octet-stream; ").orElseThrow();
        assertThat(sent.text()).isEqualTo("application/octet-stream");
        assertThat(sent.matches(MediaType.UNKNOWN)).isTrue();
        assertThat(MediaType.parse("Text/Plain;charset=utf-8").orElseThrow().matches(new MediaType("text/plain")))
                .isTrue();
        assertThat(sent.matches(new MediaType("text/plain"))).isFalse();
    }
}
