package offhook.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import offhook.directory.UserId;
import offhook.runtime.testing.ManualTime;
import offhook.sip.call.Call;
import offhook.sip.call.CallListener;
import offhook.sip.call.CallRecord;
import offhook.sip.call.CallTracker;
import offhook.sip.call.Caller;
import offhook.sip.call.Invites;
import offhook.sip.call.PhoneStatus;
import offhook.sip.domain.Services;
import offhook.sip.testing.CallsNowhere;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class CallWatcherTest implements CallListener {

    private static final UserId JULIET = new UserId("juliet");

    private final ManualTime time = new ManualTime();
    private final CallTracker tracker =
            new CallTracker(new CallsNowhere(), this, time, time, time, Duration.ofSeconds(2), Duration.ofHours(4));

    @Override
    public void phoneChanged(UserId user, PhoneStatus status, Instant at) {}

    @Override
    public void callEnded(CallRecord call, Handle tx) {}

    private Call call() {
        return tracker.begin(Invites.invite("call", "tag", Caller.UNKNOWN, "juliet", time.instant(), JULIET));
    }

    private static Stream<Object> held(Object by) {
        return Stream.of(by.getClass().getDeclaredFields()).map(field -> value(field, by));
    }

    private static Object value(Field field, Object of) {
        try {
            field.setAccessible(true);
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It waits for half a minute, and there are thousands of it. */
    @Test
    void whatIsThereForRepetitionsHoldsNoCall() {
        var late = new CallWatcher(call(), Optional.empty(), false, new Services(List.of())).answered();
        assertThat(held(late)).noneMatch(it -> it instanceof Call || it instanceof CallWatcher);
    }
}
