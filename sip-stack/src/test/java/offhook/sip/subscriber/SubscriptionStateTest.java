package offhook.sip.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import offhook.sip.agent.Pause.Kind;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6665 §4.1.3. */
class SubscriptionStateTest {

    private static SubscriptionState of(String header) {
        var notify = new SipRequest(Method.NOTIFY, Uri.parse("sip:a@b"));
        if (header != null) {
            notify.set(HeaderName.SUBSCRIPTION_STATE, header);
        }
        return SubscriptionState.of(notify);
    }

    @ParameterizedTest
    @CsvSource({
        "active;expires=600, 600",
        "Active ; Expires = 600, 600",
        "pending;expires=3600;x, 3600",
        "active, ",
        "active;expires=, ",
        "active;expires=soon, ",
        "active;expires=99999999999999999, 86400",
        "strange, ",
        "'active;x=\";expires=5\";expires=600', 600",
        "active;expires=\"600\", 600",
        "active;expires=600;, 600",
        "active (now), ",
        "(), ",
    })
    void thereIsOne(String header, Integer expires) {
        var state = of(header);
        assertThat(state.ended()).isEmpty();
        assertThat(state.expires()).isEqualTo(Optional.ofNullable(expires).map(Duration::ofSeconds));
    }

    @Test
    void withoutTheHeaderThereIsOne() {
        assertThat(of(null).ended()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "terminated;reason=deactivated;retry-after=60, AT_ONCE, ",
        "terminated;reason=timeout, AT_ONCE, ",
        "terminated;reason=probation;retry-after=60, LATER, 60",
        "terminated;reason=probation, LATER, ",
        "terminated;reason=giveup;retry-after=10, LATER, 10",
        "terminated;reason=rejected;retry-after=1, SELDOM, ",
        "terminated;reason=noresource, SELDOM, ",
        "terminated;reason=invariant;retry-after=31536000, SELDOM, ",
        "terminated;reason=moon;retry-after=5, LATER, 5",
        "TERMINATED, LATER, ",
        "terminated ; reason = timeout, AT_ONCE, ",
        "terminated;x=\";reason=timeout\";reason=\"rejected\", SELDOM, ",
        "terminated;reason=rejected;retry-after=soon, SELDOM, ",
        "terminated;, LATER, ",
        "active;expires=0, LATER, ",
    })
    void itIsOver(String header, Kind kind, Integer retryAfter) {
        var ending = of(header).ended().orElseThrow();
        assertThat(ending.kind()).isEqualTo(kind);
        assertThat(ending.retryAfter())
                .isEqualTo(Optional.ofNullable(retryAfter).map(Duration::ofSeconds));
    }

    /** RFC 6665 §4.1.2.2. */
    @ParameterizedTest
    @ValueSource(ints = {404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604})
    void theseEndIt(int status) {
        assertThat(Ending.isFatal(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 408, 423, 486, 500, 503, 600})
    void theseDoNot(int status) {
        assertThat(Ending.isFatal(status)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"481, AT_ONCE", "408, LATER", "503, LATER", "404, LATER", "403, SELDOM", "489, SELDOM", "401, SELDOM"})
    void refusals(int status, Kind kind) {
        assertThat(Ending.of(status, Optional.empty()).kind()).isEqualTo(kind);
    }

    @Test
    void pausesGrowAndAreSpread() {
        var random = new SplittableRandom(1);
        var later = new Ending(Kind.LATER, Optional.empty(), "503");
        for (int failures = 1; failures < 100; failures++) {
            var whole = Math.min(300_000L, 2000L << Math.min(failures - 1, 8));
            assertThat(later.pause(failures, random)).isBetween(Duration.ofMillis(whole / 2), Duration.ofMillis(whole));
        }
    }

    @Test
    void whatEndsAtOnceAgainAndAgainIsNotAskedAgainAtOnce() {
        var random = new SplittableRandom(1);
        var now = Ending.of("deactivated", Optional.empty());
        assertThat(now.pause(1, random)).isZero();
        assertThat(now.pause(2, random)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(now.pause(20, random)).isGreaterThanOrEqualTo(Duration.ofSeconds(150));
    }

    @Test
    void aNotifierMayAskForPatienceAndNotForEver() {
        var random = new SplittableRandom(1);
        var busy = new Ending(Kind.LATER, Optional.of(Duration.ofSeconds(100)), "503");
        assertThat(busy.pause(1, random)).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(110));
        var shut = new Ending(Kind.LATER, Optional.of(Duration.ofDays(1)), "503");
        assertThat(shut.pause(1, random)).isLessThan(Duration.ofMinutes(67));
    }
}
