package offhook.pbx.esl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import offhook.pbx.CallEventSource;
import offhook.pbx.testing.MemoryDialler;
import offhook.pbx.testing.SimulatedFreeswitch;
import offhook.pbx.testing.WatchedWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a FreeSWITCH that is played line by line after its sources. */
class EslTest {

    private final WatchedWorld world = new WatchedWorld();
    private final SimulatedFreeswitch freeswitch = new SimulatedFreeswitch("ClueCon");
    private final MemoryDialler dialler = new MemoryDialler(world.time.loop(), freeswitch);
    private final CallEventSource esl = source("ClueCon");

    private CallEventSource source(String password) {
        return Esl.source(
                dialler,
                new EslPassword(password),
                world.people("10.0.0.6"),
                world.services,
                world.tracker.outside().reporter("esl"),
                world.time);
    }

    @BeforeEach
    void start() {
        esl.start();
        world.time.run();
        assertThat(esl.isUp()).isTrue();
    }

    private void says(String... events) {
        for (var event : events) {
            dialler.says(event);
        }
        world.time.run();
    }

    /** A stranger calls in by a gateway and dials this. */
    private void callIn(String dest) {
        says("CHANNEL_CREATE id=a call=a direction=inbound name=sofia/external/15550123@provider.example cid=15550123"
                + " cidname=\"Romeo M\" presence=15550123@provider.example dest=" + dest);
    }

    private void rings(String id, String extension) {
        says(
                "CHANNEL_CREATE id=" + id + " call=a direction=outbound name=sofia/internal/" + extension
                        + "@10.0.0.9 cid=15550123 cidname=\"Romeo M\" dest=" + extension + " presence=" + extension
                        + "@pbx.example callid=sip-" + id,
                "CHANNEL_CALLSTATE state=RINGING id=" + id);
    }

    @Test
    void aCallThatIsAnswered() {
        callIn("201");
        rings("b", "201");
        world.time.passSeconds(6);
        says(
                "CHANNEL_CALLSTATE id=b state=ACTIVE",
                "CHANNEL_CALLSTATE id=a state=ACTIVE",
                "CHANNEL_BRIDGE id=a other=b");
        says("CHANNEL_CALLSTATE id=b state=HELD", "CHANNEL_CALLSTATE id=b state=UNHELD");
        says("CHANNEL_CALLSTATE id=b state=HANGUP", "CHANNEL_HANGUP_COMPLETE id=b", "CHANNEL_HANGUP_COMPLETE id=a");
        world.time.passSeconds(2);
        assertThat(world.news())
                .containsExactly(
                        "juliet RINGING", "juliet ON_THE_PHONE", "juliet HOLD", "juliet ON_THE_PHONE", "juliet IDLE");
        assertThat(world.ended.get(0).caller().name()).hasToString("Romeo M");
        assertThat(world.ended.get(0).caller().address()).hasToString("sip:15550123@10.0.0.6");
        assertThat(world.outcomes()).containsExactly("juliet ANSWERED 6");
    }

    @Test
    void howACallEndsThatNobodyTook() {
        record Ending(String cause, String outcome) {}
        for (var ending : new Ending[] {
            new Ending("ORIGINATOR_CANCEL", "juliet CALLER_HUNG_UP 5"),
            new Ending("LOSE_RACE", "juliet ANSWERED_ELSEWHERE 5"),
            new Ending("PICKED_OFF", "juliet ANSWERED_ELSEWHERE 5"),
            new Ending("NO_ANSWER", "juliet RANG_OUT 5"),
            new Ending("ALLOTTED_TIMEOUT", "juliet RANG_OUT 5"),
            new Ending("USER_BUSY", "juliet DECLINED 5"),
            new Ending("CALL_REJECTED", "juliet DECLINED 5"),
        }) {
            callIn("201");
            rings("b", "201");
            world.time.passSeconds(5);
            says("CHANNEL_HANGUP_COMPLETE id=b cause=" + ending.cause, "CHANNEL_HANGUP_COMPLETE id=a");
            world.time.passSeconds(700);
            assertThat(world.outcomes()).as(ending.toString()).containsExactly(ending.outcome);
        }
    }

    @Test
    void aPhoneThatDoesNotAnswerItsInvite() {
        callIn("201");
        says("CHANNEL_CREATE id=b call=a direction=outbound name=sofia/internal/201@10.0.0.9 cid=15550123 dest=201"
                + " presence=201@pbx.example");
        says("CHANNEL_HANGUP_COMPLETE id=b cause=USER_NOT_REGISTERED", "CHANNEL_HANGUP_COMPLETE id=a");
        world.time.passSeconds(2);
        assertThat(world.news()).isEmpty();
        assertThat(world.outcomes()).containsExactly("juliet UNREACHABLE 0");
    }

    @Test
    void whatAShutDownCutIsNotMissed() {
        callIn("201");
        rings("b", "201");
        says(
                "CHANNEL_HANGUP_COMPLETE id=b cause=SYSTEM_SHUTDOWN",
                "CHANNEL_HANGUP_COMPLETE id=a cause=SYSTEM_SHUTDOWN");
        world.time.passSeconds(2);
        assertThat(world.outcomes()).isEmpty();
    }

    @Test
    void aGroupWhereOneAnswersAndAMobileThatIsNobodysPhone() {
        callIn("600");
        rings("b", "201");
        rings("c", "202");
        says("CHANNEL_CALLSTATE id=c state=ACTIVE", "CHANNEL_HANGUP_COMPLETE id=b cause=LOSE_RACE");
        says("CHANNEL_HANGUP_COMPLETE id=c", "CHANNEL_HANGUP_COMPLETE id=a");
        world.time.passSeconds(2);
        assertThat(world.outcomes()).containsExactlyInAnyOrder("juliet ANSWERED_ELSEWHERE 0", "romeo ANSWERED 0");
    }

    @Test
    void whoHearsAnAnnouncementIsNotOnThePhoneUntilSomebodyTakesTheCall() {
        says("CHANNEL_CREATE id=a call=a direction=inbound name=sofia/internal/201@pbx.example dest=8000"
                + " presence=201@pbx.example");
        says("CHANNEL_CALLSTATE id=a state=ACTIVE");
        assertThat(world.news()).containsExactly("juliet DIALING", "juliet IDLE");
        says("CHANNEL_BRIDGE id=a other=b");
        assertThat(world.news()).containsExactly("juliet ON_THE_PHONE");
        says("CHANNEL_UNBRIDGE id=a other=b");
        assertThat(world.news()).containsExactly("juliet IDLE");
    }

    @Test
    void aPhoneThatAProgramRingsMissesNothing() {
        says("CHANNEL_CREATE id=b call=b direction=outbound name=sofia/internal/201@10.0.0.9 presence=201@pbx.example");
        says("CHANNEL_CALLSTATE id=b state=RINGING", "CHANNEL_HANGUP_COMPLETE id=b cause=NO_ANSWER");
        world.time.passSeconds(2);
        assertThat(world.news()).containsExactly("juliet RINGING", "juliet IDLE");
        assertThat(world.outcomes()).isEmpty();
    }

    @Test
    void aChannelMayGetAnotherName() {
        callIn("201");
        rings("b", "201");
        says("CHANNEL_CALLSTATE id=b state=ACTIVE");
        says("CHANNEL_UUID id=b2 old=b call=a direction=outbound name=sofia/internal/201@10.0.0.9 state=ACTIVE"
                + " presence=201@pbx.example");
        assertThat(world.tracker.busy()).hasSize(1);
        says("CHANNEL_HANGUP_COMPLETE id=b2");
        assertThat(world.tracker.busy()).isEmpty();
    }

    @Test
    void messagesThatWait() {
        says(
                "MESSAGE_WAITING account=201@pbx.example counts=\"2/5 (0/0)\"",
                "MESSAGE_WAITING account=sip:x counts=1/0");
        says("MESSAGE_WAITING account=201@pbx.example counts=many");
        assertThat(world.counted).containsExactly("juliet 2/5");
    }

    @Test
    void whatWasThereBeforeAndWhatIsGone() {
        callIn("201");
        rings("b", "201");
        rings("c", "203");
        says("CHANNEL_CALLSTATE id=c state=ACTIVE");
        dialler.cut();
        freeswitch.forget("b");
        world.time.passSeconds(2);
        assertThat(world.tracker.busy())
                .containsOnlyKeys(world.people.get("nurse").id());
        freeswitch.forget("c");
        freeswitch.forget("a");
        world.time.passSeconds(330);
        assertThat(world.tracker.busy()).isEmpty();
        assertThat(world.outcomes()).isEmpty();
    }

    @Test
    void theListMayBeBehindTheEvents() {
        callIn("201");
        rings("b", "201");
        world.time.passSeconds(60);
        // It hangs up while the list, that still has it, is on its way.
        var late = freeswitch.answers("api show channels as json");
        says("CHANNEL_HANGUP_COMPLETE id=b", "CHANNEL_HANGUP_COMPLETE id=a");
        assertThat(world.tracker.busy()).isEmpty();
        dialler.hears(late);
        world.time.run();
        assertThat(world.tracker.busy()).isEmpty();
    }

    @Test
    void refusals() {
        dialler.cut();
        world.time.run();
        freeswitch.admits = false;
        world.time.passSeconds(5);
        assertThat(esl.isUp()).isFalse();
        freeswitch.admits = true;
        world.time.passSeconds(15);
        assertThat(esl.isUp()).isTrue();
        var wrong = source("wrong");
        esl.stop();
        wrong.start();
        world.time.passSeconds(1);
        assertThat(wrong.isUp()).isFalse();
        assertThatThrownBy(() -> new EslPassword("x\n\napi shutdown")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new EslPassword("ClueCon").toString()).doesNotContain("ClueCon");
    }

    @Test
    void whateverComesIsReadOrLeftOut() {
        for (var hostile : List.of(
                "Content-Type: text/event-json\nContent-Length: 2\n\n{}",
                "Content-Type: text/event-json\nContent-Length: 4\n\nnull",
                "Content-Type: text/event-json\nContent-Length: 1\n\n[",
                "Content-Type: text/event-json\nContent-Length: 30\n\n{\"Event-Name\":\"CHANNEL_BRIDGE\"}",
                "Content-Type: text/disconnect-notice\nContent-Length: 0\n\n",
                "\n\n\n: :\n\n",
                "x".repeat(100_000) + "\n\n")) {
            dialler.hears(hostile);
        }
        var random = new Random(7);
        for (int i = 0; i < 100; i++) {
            byte[] noise = new byte[500];
            random.nextBytes(noise);
            dialler.hears(new String(noise, StandardCharsets.ISO_8859_1));
        }
        world.time.run();
        assertThat(world.tracker.busy()).isEmpty();
    }

    @Test
    void aBodyWithoutEndIsNotWaitedFor() {
        var failures = new ArrayList<String>();
        var reader = new EslFrame.Reader(frame -> {}, () -> failures.add("too long"));
        reader.received("Content-Length: 999999999\n\n".getBytes(StandardCharsets.UTF_8));
        reader.received("Content-Length: 999999999\n\n".getBytes(StandardCharsets.UTF_8));
        assertThat(failures).containsExactly("too long");
    }
}
