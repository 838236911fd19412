package offhook.gateway.notify;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import offhook.sip.call.CallRecord;
import offhook.sip.call.CallRecord.LegRecord;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;

/** Calls and configurations to test with. */
final class Calls {

    static final UserId JULIET = new UserId("juliet");
    static final UserId ROMEO_THERE = new UserId("romeo");
    static final UserId NURSE = new UserId("nurse");

    /** A Sunday afternoon. */
    static final Instant AT = Instant.parse("2026-11-22T14:05:00Z");

    private Calls() {}

    record Root(@Doc("missed calls") MissedCallsConfig missedCalls) {}

    /** The standard but for these lines. */
    static MissedCallsConfig config(String... lines) {
        var text = "[missed_calls]\n" + String.join("\n", lines);
        try {
            return Config.bindText(text, Path.of("test.toml"), Root.class, Map.of())
                    .missedCalls();
        } catch (ConfigErrors e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static Caller caller(String name, String uri) {
        return new Caller(new DisplayName(name), SipUri.parse(uri), Optional.empty(), false);
    }

    static Caller romeo() {
        return caller("Romeo Montague", "sip:+15550123@pbx.example");
    }

    static Caller tybalt() {
        return caller("Tybalt", "sip:tybalt@capulet.example");
    }

    static Caller withheld() {
        return new Caller(new DisplayName("Secret"), SipUri.parse("sip:+15550999@pbx.example"), Optional.empty(), true);
    }

    static LegRecord leg(UserId user, Outcome outcome) {
        return new LegRecord(user, outcome, Duration.ofSeconds(12));
    }

    /** A call to Juliet that ended this way. */
    static CallRecord call(String id, Caller caller, Instant at, Outcome outcome) {
        return call(id, caller, at, leg(JULIET, outcome));
    }

    static CallRecord call(String id, Caller caller, Instant at, LegRecord... legs) {
        var answeredBy = Arrays.stream(legs)
                .filter(leg -> leg.outcome() == Outcome.ANSWERED)
                .map(LegRecord::user)
                .findFirst();
        return new CallRecord(
                id, "tag-" + id, caller, "201", at, at.plusSeconds(12), Optional.empty(), answeredBy, List.of(legs));
    }

    static MissedCall missed(Caller caller, Instant at, Outcome outcome) {
        return new MissedCall(JULIET, "call-" + at, "tag", caller, at, Duration.ofSeconds(12), outcome);
    }

    /** As it stands in the outbox, as far as texts depend on it. */
    static Entry entry(Caller caller, Instant at, Outcome outcome) {
        return waiting(missed(caller, at, outcome), Channel.CHAT, new CallerLine(caller).topic("capulet.example"), at);
    }

    /** Likewise. */
    static Entry waiting(Notification what, Channel channel, String topic, Instant at) {
        return new Entry(
                what, channel, topic, false, State.WAITING, null, null, null, at, at, at, 0, null, Optional.empty());
    }
}
