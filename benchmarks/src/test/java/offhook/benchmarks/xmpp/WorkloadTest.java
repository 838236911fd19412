package offhook.benchmarks.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a server does wrong is counted, each kind by itself, and nothing where it does all right. */
@Execution(ExecutionMode.CONCURRENT) // what is lost is waited for
class WorkloadTest {

    private static final int ENOUGH = 300;

    static Stream<Workload> workloads() {
        return Stream.of(Chat.saturated(4), Chat.paced(4, 2000), new Presences(0, 1), new Room(4));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void allIsWell(Workload workload) throws Exception {
        assertThat(run(workload, (user, stanza) -> List.of(user))).isEqualTo(Tally.NONE);
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void oneIsLost(Workload workload) throws Exception {
        assertThat(run(workload, tenth(user -> List.of()))).isEqualTo(Tally.lost(1));
    }

    @ParameterizedTest
    @MethodSource("workloads")
    void oneComesTwice(Workload workload) throws Exception {
        assertThat(run(workload, tenth(user -> List.of(user, user)))).isEqualTo(new Tally(0, 1, 0));
    }

    @Test
    void oneComesToSomebodyElse() throws Exception {
        var tally = run(Chat.saturated(4), tenth(user -> List.of(user.equals("u0") ? "u2" : "u0")));
        assertThat(tally.misrouted()).isEqualTo(1);
        assertThat(tally.lost()).isEqualTo(1);
        assertThat(tally.duplicated()).isZero();
    }

    /** Does it to one of the stanzas that carry a number, and to no other. */
    private static BiFunction<String, String, List<String>> tenth(
            java.util.function.Function<String, List<String>> it) {
        int[] count = {0};
        return (user, stanza) ->
                user.equals("u1") && stanza.matches(".*>\\d+<.*") && count[0]++ == 10 ? it.apply(user) : List.of(user);
    }

    private static Tally run(Workload workload, BiFunction<String, String, List<String>> faults) throws Exception {
        try (var server = new FakeServer(faults);
                var crowd = new Crowd(server.port())) {
            crowd.login(workload.from(), workload.clients(), OldLogin::login);
            crowd.run(() -> workload.prepare(crowd));
            assertThat(crowd.await(workload::isPrepared)).isTrue();
            long before = crowd.ask(workload::done);
            crowd.run(workload::start);
            crowd.await(() -> workload.done() - before > ENOUGH);
            crowd.run(workload::stop);
            crowd.settle(workload, Duration.ofSeconds(2));
            return crowd.ask(workload::tally);
        }
    }
}
