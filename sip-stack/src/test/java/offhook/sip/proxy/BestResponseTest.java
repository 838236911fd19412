package offhook.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3261 §16.7 step 6. */
class BestResponseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "486 | 486",
                "503 | 500",
                "503 503 | 500",
                "404 603 302 | 603",
                "486 302 500 | 302",
                "500 486 | 486",
                "486 407 | 407",
                "480 486 408 | 486",
                "487 486 | 486",
                "408 404 | 404",
                "480 484 | 484",
                "503 501 | 501",
                "600 603 | 600",
            })
    void theBestOfThese(String statuses, int best) {
        var forwards = new BestResponse();
        var backwards = new BestResponse();
        var all =
                Arrays.stream(statuses.strip().split(" ")).map(Integer::valueOf).toList();
        all.forEach(forwards::add);
        for (int i = all.size() - 1; i >= 0; i--) {
            backwards.add(all.get(i));
        }
        assertThat(forwards.status()).hasValue(best);
        assertThat(backwards.status()).hasValue(best);
    }
}
