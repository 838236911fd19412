package offhook.runtime.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.QueryStringDecoder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class UrlTextTest {

    @Test
    void everythingButTheUnreservedIsEncoded() {
        assertThat(UrlText.encode("a-Z_0.9~")).isEqualTo("a-Z_0.9~");
        assertThat(UrlText.encode("1/2 @é?")).isEqualTo("1%2F2%20%40%C3%A9%3F");
    }

    @Property
    void aServerReadsWhatWasMeant(@ForAll @StringLength(max = 40) String text) {
        if (text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            assertThat(QueryStringDecoder.decodeComponent(UrlText.encode(text))).isEqualTo(text);
        }
    }
}
