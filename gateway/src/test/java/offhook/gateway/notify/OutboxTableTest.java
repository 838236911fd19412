package offhook.gateway.notify;

import static offhook.gateway.notify.Calls.AT;
import static offhook.gateway.notify.Calls.JULIET;
import static offhook.gateway.notify.Calls.NURSE;
import static offhook.gateway.notify.Calls.romeo;
import static offhook.gateway.notify.Calls.tybalt;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.MailAddress;
import offhook.directory.address.SipUri;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;

/** The rows, on each database. */
class OutboxTableTest {

    private Outbox outbox;

    /** Each verb in a transaction of its own. */
    private void on(Database database) {
        database.migrate("gateway");
        outbox = (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(),
                new Class<?>[] {Outbox.class},
                (proxy, verb, arguments) -> database.write(tx -> verb.invoke(new OutboxTable(tx), arguments))
                        .toCompletableFuture()
                        .join());
    }

    private static boolean hospital(Database database, Predicate<HospitalTable> verb) {
        return database.write(tx -> verb.test(new HospitalTable(tx)))
                .toCompletableFuture()
                .join();
    }

    private static MissedCall missed(UserId person, String event, Caller caller) {
        return new MissedCall(person, event, "tag", caller, AT, Duration.ofSeconds(12), Outcome.RANG_OUT);
    }

    /** An alert to Juliet by chat, and by mail in its place a minute later. */
    private MissedCall added(String event, Instant at) {
        var missed = missed(JULIET, event, romeo());
        outbox.add(missed, Channel.CHAT, "+15550123", false, at, at);
        outbox.add(missed, Channel.MAIL, "+15550123", true, at, at.plusSeconds(60));
        return missed;
    }

    private Entry entry(Channel channel, MissedCall missed) {
        return outbox.about(missed.event()).stream()
                .filter(entry -> entry.channel() == channel)
                .findFirst()
                .orElseThrow();
    }

    private State state(Channel channel, MissedCall missed) {
        return entry(channel, missed).state();
    }

    private MissedCall storedInChat(String event, Instant at) {
        var missed = added(event, at);
        outbox.carry(entry(Channel.CHAT, missed), missed.id(), missed.id(), at);
        outbox.stored(missed.id());
        return missed;
    }

    @OnEachDatabase
    void keepsEverythingOfANotification(Database empty) {
        on(empty);
        var caller = new Caller(
                new DisplayName("Zoë “O'Hara” 電話"),
                SipUri.parse("sip:zo%C3%AB@pbx.example:5070;user=phone"),
                Optional.of(NURSE),
                true);
        var missed = new MissedCall(
                        JULIET,
                        "call;id=\"x\"@h",
                        "t a g",
                        caller,
                        AT.plusMillis(7),
                        Duration.ofMillis(12_345),
                        Outcome.BUSY)
                .withNoRoom();
        outbox.add(missed, Channel.CHAT, "zoë", false, AT, AT.plusSeconds(1));
        var entry = entry(Channel.CHAT, missed);
        assertThat(entry.notification()).isEqualTo(missed);
        assertThat(entry.topic()).isEqualTo("zoë");
        assertThat(entry.state()).isEqualTo(State.WAITING);
        assertThat(entry.written()).isEqualTo(AT);
        assertThat(entry.due()).isEqualTo(AT.plusSeconds(1));
        assertThat(entry.message()).isNull();
        assertThat(entry.address()).isEmpty();
    }

    @OnEachDatabase
    void anEventIsThereOncePerPersonAndChannel(Database empty) {
        on(empty);
        var missed = missed(JULIET, "a", romeo());
        assertThat(outbox.add(missed, Channel.CHAT, "r", false, AT, AT)).isTrue();
        assertThat(outbox.add(missed, Channel.CHAT, "r", false, AT, AT)).isFalse();
        assertThat(outbox.add(missed, Channel.MAIL, "r", false, AT, AT)).isTrue();
        assertThat(outbox.add(missed(NURSE, "a", romeo()), Channel.CHAT, "r", false, AT, AT))
                .isTrue();
    }

    @OnEachDatabase
    void whoWaitsLongestIsDueFirst(Database empty) {
        on(empty);
        outbox.add(missed(NURSE, "a", romeo()), Channel.CHAT, "r", false, AT, AT.plusSeconds(5));
        outbox.add(missed(JULIET, "a", romeo()), Channel.CHAT, "r", false, AT, AT.plusSeconds(3));
        outbox.add(missed(NURSE, "b", romeo()), Channel.CHAT, "r", false, AT, AT.plusSeconds(9));
        assertThat(outbox.due(Channel.CHAT, AT.plusSeconds(5), 9)).containsExactly(JULIET, NURSE);
        assertThat(outbox.due(Channel.CHAT, AT.plusSeconds(5), 1)).containsExactly(JULIET);
        assertThat(outbox.due(Channel.MAIL, AT.plusSeconds(5), 9)).isEmpty();
        assertThat(outbox.nextDue(Channel.CHAT, AT.plusSeconds(3))).contains(AT.plusSeconds(5));
        assertThat(outbox.nextDue(Channel.CHAT, AT.plusSeconds(9))).isEmpty();
    }

    @OnEachDatabase
    void whatIsTakenInChatCancelsTheMailThatStandsIn(Database empty) {
        on(empty);
        var a = storedInChat("a", AT);
        var both = missed(JULIET, "b", tybalt());
        outbox.add(both, Channel.CHAT, "t", false, AT, AT);
        outbox.add(both, Channel.MAIL, "t", false, AT, AT);
        outbox.carry(entry(Channel.CHAT, both), both.id(), both.id(), AT);
        outbox.taken(a.id());
        outbox.taken(both.id());
        outbox.taken("unknown");
        assertThat(state(Channel.CHAT, a)).isEqualTo(State.TAKEN);
        assertThat(state(Channel.MAIL, a)).isEqualTo(State.CANCELLED);
        assertThat(state(Channel.CHAT, both)).isEqualTo(State.TAKEN);
        assertThat(state(Channel.MAIL, both)).isEqualTo(State.WAITING);
        outbox.stored(both.id());
        assertThat(state(Channel.CHAT, both)).isEqualTo(State.TAKEN);
    }

    @OnEachDatabase
    void whatAClientMayHaveIsToldInNoOtherMessage(Database empty) {
        on(empty);
        var sent = storedInChat("a", AT);
        outbox.sent(sent.id());
        assertThat(state(Channel.CHAT, sent)).isEqualTo(State.SENT);
        var onlyStored = storedInChat("b", AT);
        assertThat(outbox.lastStored(JULIET, 9)).extracting(Entry::id).containsExactly(onlyStored.id());
        outbox.taken(sent.id());
        assertThat(state(Channel.CHAT, sent)).isEqualTo(State.TAKEN);
    }

    /** A client came while a digest was made of what waited: the digest is without that. */
    @OnEachDatabase
    void whatIsSentBeforeItCouldBeReplacedStays(Database empty) {
        on(empty);
        var a = storedInChat("a", AT);
        var b = added("b", AT);
        outbox.carry(entry(Channel.CHAT, a), b.id(), null, AT);
        outbox.carry(entry(Channel.CHAT, b), b.id(), null, AT);
        outbox.sent(a.id());
        assertThat(state(Channel.CHAT, a)).isEqualTo(State.SENT);
        assertThat(outbox.carriedBy(a.id())).extracting(Entry::id).contains(a.id());
        assertThat(state(Channel.CHAT, b)).isEqualTo(State.WAITING);
    }

    @OnEachDatabase
    void whatIsTakenBeforeItCouldBeReplacedIsTaken(Database empty) {
        on(empty);
        var a = storedInChat("a", AT);
        var b = added("b", AT.plusSeconds(1));
        outbox.carry(entry(Channel.CHAT, a), b.id(), null, AT);
        outbox.carry(entry(Channel.CHAT, b), b.id(), null, AT);
        outbox.taken(a.id());
        assertThat(state(Channel.CHAT, a)).isEqualTo(State.TAKEN);
        assertThat(state(Channel.CHAT, b)).isEqualTo(State.WAITING);
        assertThat(state(Channel.MAIL, b)).isEqualTo(State.WAITING);
        assertThat(outbox.carriedBy(b.id())).extracting(Entry::previous).containsExactly(a.id(), null);
    }

    @OnEachDatabase
    void anAcceptedMailRecallsWhatItStandsInFor(Database empty) {
        on(empty);
        var stored = storedInChat("a", AT);
        var fresh = added("b", AT.plusSeconds(1));
        for (var entry : outbox.of(JULIET, Channel.MAIL, List.of(State.WAITING), 9)) {
            outbox.carry(entry, "m", null, AT);
        }
        outbox.accepted("m", AT.plusSeconds(60));
        assertThat(state(Channel.MAIL, stored)).isEqualTo(State.ACCEPTED);
        assertThat(state(Channel.CHAT, stored)).isEqualTo(State.RECALLING);
        assertThat(entry(Channel.CHAT, stored).due()).isEqualTo(AT.plusSeconds(60));
        // Nothing of it is in the store yet, so there is nothing to withdraw.
        assertThat(state(Channel.CHAT, fresh)).isEqualTo(State.RECALLED);
        outbox.recalled(stored.id());
        assertThat(state(Channel.CHAT, stored)).isEqualTo(State.RECALLED);
    }

    @OnEachDatabase
    void aFailureIsRememberedUntilTheNextSuccess(Database empty) {
        on(empty);
        var a = added("a", AT);
        outbox.carry(entry(Channel.CHAT, a), a.id(), a.id(), AT);
        outbox.later(a.id(), AT.plusSeconds(5), "no route");
        outbox.later(a.id(), AT.plusSeconds(15), "still no route");
        assertThat(entry(Channel.CHAT, a).attempts()).isEqualTo(2);
        assertThat(entry(Channel.CHAT, a).cause()).isEqualTo("still no route");
        assertThat(entry(Channel.CHAT, a).due()).isEqualTo(AT.plusSeconds(15));
        outbox.stored(a.id());
        assertThat(entry(Channel.CHAT, a).cause()).isNull();
        assertThat(entry(Channel.CHAT, a).due()).isNull();
    }

    @OnEachDatabase
    void whatIsGivenUpIsInTheHospitalByMessage(Database empty) {
        on(empty);
        added("a", AT);
        added("b", AT.plusSeconds(1));
        for (var entry : outbox.of(JULIET, Channel.MAIL, List.of(State.WAITING), 9)) {
            outbox.carry(entry, "m", null, AT);
        }
        outbox.failed("m", "550 no");
        var patients = empty.read(handle -> new HospitalTable(handle).list(9));
        assertThat(patients).hasSize(1).first().satisfies(patient -> assertThat(patient)
                .hasSize(2)
                .allMatch(entry -> entry.cause().equals("550 no")));
        assertThat(outbox.backlog().failed()).isEqualTo(2);
        var nurse = new MailAddress("nurse@capulet.example");
        assertThat(hospital(empty, table -> table.readdress("m", nurse))).isTrue();
        assertThat(hospital(empty, table -> table.retry("m", AT.plusSeconds(99))))
                .isTrue();
        assertThat(hospital(empty, table -> table.retry("m", AT.plusSeconds(99))))
                .isFalse();
        assertThat(hospital(empty, table -> table.drop("m"))).isFalse();
        assertThat(outbox.of(JULIET, Channel.MAIL, List.of(State.WAITING), 9))
                .hasSize(2)
                .allMatch(entry -> entry.address().isPresent()
                        && entry.since().equals(AT.plusSeconds(99))
                        && entry.attempts() == 0);
    }

    @OnEachDatabase
    void whatAMailHasBegunToTellIsLeftAlone(Database empty) {
        on(empty);
        var a = storedInChat("a", AT);
        assertThat(outbox.lastStored(JULIET, 9)).hasSize(1);
        assertThat(outbox.latest(JULIET, "+15550123")).isPresent();
        outbox.carry(outbox.of(JULIET, Channel.MAIL, List.of(State.WAITING), 9).get(0), a.id() + "-mail", null, AT);
        assertThat(outbox.lastStored(JULIET, 9)).isEmpty();
        assertThat(outbox.latest(JULIET, "+15550123")).isEmpty();
    }

    @OnEachDatabase
    void theBacklogIsWhatHasSomethingToDo(Database empty) {
        on(empty);
        assertThat(outbox.backlog()).isEqualTo(new Outbox.Backlog(0, Optional.empty(), 0));
        var a = storedInChat("a", AT);
        assertThat(outbox.backlog()).isEqualTo(new Outbox.Backlog(1, Optional.of(AT), 0));
        outbox.taken(a.id());
        assertThat(outbox.backlog()).isEqualTo(new Outbox.Backlog(0, Optional.empty(), 0));
    }

    @OnEachDatabase
    void onlyWhatHasNothingLeftToDoIsForgotten(Database empty) {
        on(empty);
        var done = storedInChat("a", AT);
        outbox.taken(done.id());
        added("b", AT);
        assertThat(outbox.forget(AT, 9)).isZero();
        assertThat(outbox.forget(AT.plusMillis(1), 1)).isEqualTo(1);
        assertThat(outbox.forget(AT.plusMillis(1), 9)).isEqualTo(1);
        assertThat(outbox.about("a")).isEmpty();
        assertThat(outbox.about("b")).hasSize(2);
    }
}
