package offhook.sip.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.runtime.net.dns.NameService.Srv;
import org.junit.jupiter.api.Test;

class ServerOrderTest {

    @Provide
    Arbitrary<List<Srv>> records() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 65535),
                        Arbitraries.integers().between(1, 65535))
                .as((priority, weight, port) -> new Srv(priority, weight, port, "a.example"))
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 300)
    void everyServerOnceAndByPriority(@ForAll("records") List<Srv> records, @ForAll long seed) {
        var ordered = ServerOrder.of(records, new SplittableRandom(seed));
        assertThat(ordered).containsExactlyInAnyOrderElementsOf(records);
        assertThat(ordered).extracting(Srv::priority).isSorted();
    }

    @Test
    void inProportionToTheirWeight() {
        var records =
                List.of(new Srv(1, 60, 1, "a"), new Srv(1, 30, 2, "b"), new Srv(1, 10, 3, "c"), new Srv(1, 0, 4, "d"));
        var random = new SplittableRandom(7);
        var first = new HashMap<String, Integer>();
        for (int i = 0; i < 10_000; i++) {
            first.merge(ServerOrder.of(records, random).get(0).target(), 1, Integer::sum);
        }
        assertThat(first.get("a")).isBetween(5700, 6200);
        assertThat(first.get("b")).isBetween(2700, 3200);
        assertThat(first.get("c")).isBetween(850, 1150);
        // "very small chance of being selected": one in the sum of all weights.
        assertThat(first.get("d")).isBetween(40, 180);
    }

    @Test
    void theGivenListIsNotTouched() {
        var records = new ArrayList<>(List.of(new Srv(2, 0, 1, "a"), new Srv(1, 0, 2, "b")));
        ServerOrder.of(records, new SplittableRandom(1));
        assertThat(records.get(0).target()).isEqualTo("a");
    }
}
