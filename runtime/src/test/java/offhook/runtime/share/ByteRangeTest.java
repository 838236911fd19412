package offhook.runtime.share;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §14.1.2, of a file of ten bytes. */
class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, bytes 0-0/10",
        "bytes=0-, bytes 0-9/10",
        "bytes=4-6, bytes 4-6/10",
        "bytes=4-600, bytes 4-9/10",
        "bytes=-3, bytes 7-9/10",
        "bytes=-300, bytes 0-9/10",
        "bytes=10-, bytes */10",
        "bytes=10-11, bytes */10",
        "bytes=-0, bytes */10",
        "bytes=999999999999999999-, bytes */10",
        "bytes=6-4, (ignored)",
        "'bytes=0-1,4-5', (ignored)",
        "bytes=-, (ignored)",
        "bytes=a-b, (ignored)",
        "bytes=9999999999999999999-, (ignored)",
        "lines=1-2, (ignored)",
        "'', (ignored)"
    })
    void isAPartOfTheFile(String header, String part) {
        assertThat(ByteRange.parse(header, 10).map(range -> range.of(10)).orElse("(ignored)"))
                .isEqualTo(part);
    }
}
