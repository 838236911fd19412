package offhook.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.sip.transaction.StateMachinesTest.Machine;

/** Any order of events: nothing throws, and when no more events come, the timers bring the transaction to its end. */
class StateMachinePropertyTest {

    @Property(tries = 2000)
    void everyClientEnds(
            @ForAll("clients") String name, @ForAll boolean reliable, @ForAll("clientEvents") List<String> events) {
        var to = new Recording(reliable);
        var machine = Machine.of(name, to);
        play(machine, events, to);
        // An INVITE that rings waits for as long as its user wants (timer C is the proxy's).
        machine.event("cancel", to);
        endsByItsTimers(machine, to);
    }

    @Property(tries = 2000)
    void everyServerEnds(
            @ForAll("servers") String name, @ForAll boolean reliable, @ForAll("serverEvents") List<String> events) {
        var to = new Recording(reliable);
        var machine = Machine.of(name, to);
        play(machine, events, to);
        // The user of a transaction must answer it some time.
        machine.event("500", to);
        endsByItsTimers(machine, to);
    }

    private static void play(Machine machine, List<String> events, Recording to) {
        for (var event : events) {
            boolean isTimer = Character.isUpperCase(event.charAt(0));
            if (!isTimer || to.runs(TimerName.valueOf(event))) {
                boolean over = machine.isOver();
                to.done();
                machine.event(event, to);
                assertThat(over && !to.done().isEmpty())
                        .as("moved after its end by " + event)
                        .isFalse();
            }
        }
    }

    private static void endsByItsTimers(Machine machine, Recording to) {
        for (int i = 0; i < 3 && !machine.isOver(); i++) {
            var ending = to.running().stream().filter(timer -> !timer.repeats()).toList();
            assertThat(ending)
                    .as("a state that waits must have a timer: " + machine.state())
                    .hasSize(1);
            machine.event(ending.get(0).name(), to);
        }
        assertThat(machine.isOver()).isTrue();
    }

    @Provide
    Arbitrary<String> clients() {
        return Arbitraries.of("INVITE client", "non-INVITE client");
    }

    @Provide
    Arbitrary<String> servers() {
        return Arbitraries.of("INVITE server", "non-INVITE server");
    }

    @Provide
    Arbitrary<List<String>> clientEvents() {
        return events("100", "180", "200", "302", "486", "603", "cancel", "error");
    }

    @Provide
    Arbitrary<List<String>> serverEvents() {
        return events("100", "180", "200", "302", "486", "request", "ack", "error");
    }

    private static Arbitrary<List<String>> events(String... own) {
        var timers = Arrays.stream(TimerName.values()).map(TimerName::name);
        return Arbitraries.of(Stream.concat(Arrays.stream(own), timers).toList())
                .list()
                .ofMaxSize(12);
    }
}
