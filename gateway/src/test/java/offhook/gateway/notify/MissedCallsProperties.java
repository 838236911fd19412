package offhook.gateway.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import offhook.directory.UserId;
import offhook.sip.call.CallRecord;
import offhook.sip.call.CallRecord.LegRecord;
import offhook.sip.call.Outcome;

/** What holds for the alerts of any call. */
class MissedCallsProperties {

    private static final Set<Outcome> NEVER_TOLD = EnumSet.of(
            Outcome.ANSWERED,
            Outcome.ANSWERED_ELSEWHERE,
            Outcome.DIVERTED,
            Outcome.SIGNALLING_FAILURE,
            Outcome.IGNORED);

    @Provide
    Arbitrary<CallRecord> calls() {
        var leg = Combinators.combine(
                        Arbitraries.of("juliet", "romeo", "nurse", "tybalt"),
                        Arbitraries.of(Outcome.class),
                        Arbitraries.integers().between(0, 60))
                .as((user, outcome, rang) -> new LegRecord(new UserId(user), outcome, Duration.ofSeconds(rang)));
        return leg.list()
                .ofMaxSize(4)
                .uniqueElements(LegRecord::user)
                .map(legs -> Calls.call("c", Calls.romeo(), Calls.AT, legs.toArray(LegRecord[]::new)));
    }

    @Property
    void atMostOneAlertForEachPerson(@ForAll("calls") CallRecord call, @ForAll boolean declined) {
        var config = Calls.config("declined = " + declined);
        var alerts = MissedCalls.alerts(call, config);
        assertThat(alerts).extracting(MissedCall::id).doesNotHaveDuplicates();
        assertThat(alerts).extracting(MissedCall::user).doesNotHaveDuplicates();
        // Decided again, after a crash for instance, the same alerts with the same ids come out.
        assertThat(MissedCalls.alerts(call, config)).isEqualTo(alerts);
    }

    @Property
    void anAlertOnlyForWhatIsTrue(@ForAll("calls") CallRecord call) {
        var alerts = MissedCalls.alerts(call, Calls.config("declined = true"));
        var told = alerts.stream().map(MissedCall::user).collect(Collectors.toSet());
        var outcomes = call.legs().stream().collect(Collectors.toMap(LegRecord::user, LegRecord::outcome));
        if (outcomes.containsValue(Outcome.ANSWERED)) {
            assertThat(told).isEmpty();
        } else {
            assertThat(told)
                    .isEqualTo(outcomes.entrySet().stream()
                            .filter(leg -> !NEVER_TOLD.contains(leg.getValue()))
                            .map(java.util.Map.Entry::getKey)
                            .collect(Collectors.toSet()));
        }
    }
}
