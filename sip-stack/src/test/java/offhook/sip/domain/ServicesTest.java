package offhook.sip.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServicesTest {

    private final Services services = new Services(List.of("*97", "8000-8099", "12"));

    @Test
    void numbersAndRanges() {
        assertThat(List.of("*97", "8000", "8042", "8099", "12")).allMatch(services::has);
        assertThat(List.of("97", "7999", "8100", "800", "80000", "80a0", "", "juliet"))
                .noneMatch(services::has);
    }
}
