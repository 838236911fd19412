package offhook.pbx.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import offhook.directory.UserId;
import offhook.directory.testing.TestPeople;
import offhook.pbx.PbxPeople;
import offhook.runtime.testing.ManualTime;
import offhook.sip.call.CallListener;
import offhook.sip.call.CallRecord;
import offhook.sip.call.CallTracker;
import offhook.sip.call.PhoneStatus;
import offhook.sip.domain.Services;
import offhook.sip.testing.CallsNowhere;
import org.jdbi.v3.core.Handle;

/** People and what a watched PBX tells of them, in memory and with the clock in the test's hand. */
public final class WatchedWorld implements CallListener {

    public final ManualTime time = new ManualTime();
    public final TestPeople people = TestPeople.ofVerona();
    public final Services services = new Services(List.of("*97", "8000-8099"));

    /** "juliet RINGING", in order. */
    public final List<String> told = new ArrayList<>();

    /** "juliet 2/5": messages not listened to, and others. */
    public final List<String> counted = new ArrayList<>();

    public final List<CallRecord> ended = new ArrayList<>();
    public final CallTracker tracker =
            new CallTracker(new CallsNowhere(), this, time, time, time, Duration.ofSeconds(2), Duration.ofHours(4));

    @Override
    public void phoneChanged(UserId user, PhoneStatus status, Instant at) {
        told.add(user + " " + status);
    }

    @Override
    public void callEnded(CallRecord call, Handle tx) {
        ended.add(call);
    }

    public void counted(UserId user, String mailbox, int fresh, int old) {
        counted.add(user + " " + fresh + '/' + old);
    }

    /** The same people, as a PBX at this host knows them. */
    public PbxPeople people(String host) {
        return new PbxPeople(people, host, this::counted);
    }

    /** What was told since the last time. */
    public List<String> news() {
        var news = List.copyOf(told);
        told.clear();
        return news;
    }

    /** "juliet RANG_OUT 20": each leg of each call that ended since the last time, with how many seconds it rang. */
    public List<String> outcomes() {
        var all = ended.stream()
                .flatMap(call -> call.legs().stream())
                .map(leg -> leg.user() + " " + leg.outcome() + ' ' + leg.rang().toSeconds())
                .toList();
        ended.clear();
        return all;
    }
}
