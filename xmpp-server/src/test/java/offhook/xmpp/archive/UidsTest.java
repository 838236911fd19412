package offhook.xmpp.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class UidsTest {

    private final Uids uids = new Uids(new byte[16]);

    @Test
    void theyLeadBackToTheirPlaces() {
        var seen = new HashSet<String>();
        for (long place : new long[] {0, 1, 2, 1_800_000_000_000_000L, Long.MAX_VALUE}) {
            var uid = uids.of(place);
            assertThat(uid).matches("[A-Za-z0-9_-]{22}");
            assertThat(seen.add(uid.substring(0, 6)))
                    .as("neighbours do not look alike")
                    .isTrue();
            assertThat(uids.place(uid)).hasValue(place);
        }
    }

    @Test
    void whatNobodyGaveIsNone() {
        var uid = uids.of(1);
        for (var text : List.of(
                "",
                "1",
                "\u0000",
                "ü",
                "=",
                uid + "=",
                uid + "AA",
                uid.substring(1),
                "A" + uid.substring(1),
                "_".repeat(22))) {
            assertThat(uids.place(text)).as(text).isEmpty();
        }
        assertThat(new Uids("another secret..".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).place(uid))
                .isEmpty();
    }
}
