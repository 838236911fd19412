package offhook.pbx.ami;

import static org.assertj.core.api.Assertions.assertThat;

import offhook.pbx.CallEventSource;
import offhook.pbx.testing.MemoryDialler;
import offhook.pbx.testing.SimulatedAsterisk;
import offhook.pbx.testing.WatchedWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an Asterisk that is played line by line after its sources. */
class AmiTest {

    private final WatchedWorld world = new WatchedWorld();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk("offhook", "s3cret");
    private final MemoryDialler dialler = new MemoryDialler(world.time.loop(), asterisk);
    private final CallEventSource ami = source("s3cret");

    private CallEventSource source(String password) {
        return Ami.source(
                dialler,
                new AmiLogin("offhook", password),
                world.people("10.0.0.5"),
                world.services,
                world.tracker.outside().reporter("ami"),
                world.time);
    }

    @BeforeEach
    void start() {
        ami.start();
        world.time.run();
        assertThat(ami.isUp()).isTrue();
    }

    private void says(String... events) {
        for (var event : events) {
            dialler.says(event);
        }
        world.time.run();
    }

    /** A stranger calls in by a trunk and dials this. */
    private void callIn(String exten) {
        says("Newchannel id=1 call=1 channel=PJSIP/provider-00000001 state=4 num=15550123 name=\"Romeo M\" exten="
                + exten);
    }

    private void rings(String id, String endpoint) {
        says(
                "Newchannel id=" + id + " call=1 channel=PJSIP/" + endpoint + "-0000000" + id,
                "DialBegin id=1 dest=" + id,
                "Newstate id=" + id + " state=5");
    }

    @Test
    void aCallThatIsAnswered() {
        callIn("201");
        rings("2", "201");
        world.time.passSeconds(6);
        says("Newstate id=2 state=6", "Newstate id=1 state=6", "DialEnd id=1 dest=2 status=ANSWER");
        says("BridgeEnter id=1 bridge=b count=1", "BridgeEnter id=2 bridge=b");
        world.time.passSeconds(60);
        says("Hold id=2", "Unhold id=2");
        says("BridgeLeave id=2 bridge=b", "Hangup id=2", "BridgeLeave id=1 bridge=b", "Hangup id=1");
        world.time.passSeconds(2);
        assertThat(world.news())
                .containsExactly(
                        "juliet RINGING", "juliet ON_THE_PHONE", "juliet HOLD", "juliet ON_THE_PHONE", "juliet IDLE");
        var call = world.ended.get(0);
        assertThat(call.caller().name()).hasToString("Romeo M");
        assertThat(call.caller().address()).hasToString("sip:15550123@10.0.0.5");
        assertThat(call.dialled()).isEqualTo("201");
        assertThat(world.outcomes()).containsExactly("juliet ANSWERED 6");
    }

    @Test
    void aCallThatNobodyAnswers() {
        callIn("201");
        rings("2", "201");
        world.time.passSeconds(20);
        says("DialEnd id=1 dest=2 status=NOANSWER", "Hangup id=2 cause=0");
        // Now app_voicemail talks to the caller.
        says("Newstate id=1 state=6");
        world.time.passSeconds(30);
        says("Hangup id=1");
        world.time.passSeconds(2);
        assertThat(world.news()).containsExactly("juliet RINGING", "juliet IDLE");
        assertThat(world.outcomes()).containsExactly("juliet RANG_OUT 20");
    }

    @Test
    void howACallEndsThatNobodyTook() {
        record Ending(String status, String cause, String outcome) {}
        for (var ending : new Ending[] {
            new Ending("CANCEL", "16", "juliet CALLER_HUNG_UP 5"),
            new Ending("CANCEL", "26", "juliet ANSWERED_ELSEWHERE 5"),
            new Ending("NOANSWER", "19", "juliet RANG_OUT 5"),
            new Ending("BUSY", "17", "juliet DECLINED 5"),
            new Ending("BUSY", "21", "juliet DECLINED 5"),
            new Ending("CONGESTION", "34", "juliet RANG_OUT 5"),
        }) {
            callIn("201");
            rings("2", "201");
            world.time.passSeconds(5);
            says("DialEnd id=1 dest=2 status=" + ending.status, "Hangup id=2 cause=" + ending.cause, "Hangup id=1");
            world.time.passSeconds(70);
            assertThat(world.outcomes()).as(ending.toString()).containsExactly(ending.outcome);
        }
    }

    @Test
    void aPhoneThatDoesNotAnswerItsInvite() {
        callIn("201");
        says("Newchannel id=2 call=1 channel=PJSIP/201-00000002", "DialBegin id=1 dest=2");
        says("DialEnd id=1 dest=2 status=CHANUNAVAIL", "Hangup id=2 cause=20", "Hangup id=1");
        world.time.passSeconds(2);
        assertThat(world.news()).isEmpty();
        assertThat(world.outcomes()).containsExactly("juliet UNREACHABLE 0");
    }

    @Test
    void aCallOfOneOfUs() {
        says("Newchannel id=1 call=1 channel=SIP/202-00000001 state=4 num=202 exten=201");
        rings("2", "201");
        says("Newstate id=2 state=6", "Newstate id=1 state=6");
        says("Hangup id=2", "Hangup id=1");
        world.time.passSeconds(2);
        assertThat(world.news())
                .containsExactly(
                        "romeo DIALING",
                        "juliet RINGING",
                        "juliet ON_THE_PHONE",
                        "romeo ON_THE_PHONE",
                        "juliet IDLE",
                        "romeo IDLE");
        assertThat(world.ended.get(0).caller().user())
                .contains(world.people.get("romeo").id());
    }

    @Test
    void whoHearsAnAnnouncementIsNotOnThePhoneUntilSomebodyTakesTheCall() {
        says("Newchannel id=1 call=1 channel=PJSIP/201-00000001 state=4 num=201 exten=8000", "Newstate id=1 state=6");
        assertThat(world.news()).containsExactly("juliet DIALING", "juliet IDLE");
        rings("2", "203");
        says("Newstate id=2 state=6", "BridgeEnter id=1 bridge=b count=1", "BridgeEnter id=2 bridge=b");
        assertThat(world.news()).containsExactly("nurse RINGING", "nurse ON_THE_PHONE", "juliet ON_THE_PHONE");
        says("BridgeLeave id=2 bridge=b count=1", "Hangup id=2");
        assertThat(world.news()).containsExactly("juliet IDLE", "nurse IDLE");
    }

    @Test
    void voicemailIsNotOnThePhone() {
        says("Newchannel id=1 call=1 channel=PJSIP/201-00000001 state=4 num=201 exten=*97", "Newstate id=1 state=6");
        says("Hangup id=1");
        assertThat(world.news()).containsExactly("juliet DIALING", "juliet IDLE");
    }

    @Test
    void aCallForwardedByThePhone() {
        callIn("201");
        rings("2", "201");
        says("Newchannel id=3 call=1 channel=PJSIP/203-00000003", "DialEndForward id=1 dest=2 forward=203@default");
        says("DialBegin id=1 dest=3", "Hangup id=2", "Newstate id=3 state=5");
        world.time.passSeconds(9);
        says("DialEnd id=1 dest=3 status=NOANSWER", "Hangup id=3 cause=19", "Hangup id=1");
        world.time.passSeconds(2);
        assertThat(world.outcomes()).containsExactly("juliet RANG_OUT 0", "nurse RANG_OUT 9");
    }

    @Test
    void aPhoneThatAProgramRingsMissesNothing() {
        says("Newchannel id=2 call=2 channel=PJSIP/201-00000002", "DialBeginOfNobody dest=2", "Newstate id=2 state=5");
        says("Hangup id=2 cause=19");
        world.time.passSeconds(2);
        assertThat(world.news()).containsExactly("juliet RINGING", "juliet IDLE");
        assertThat(world.outcomes()).isEmpty();
    }

    @Test
    void localChannelsAreNoPhones() {
        callIn("600");
        says("Newchannel id=8 call=1 channel=Local/201@from-queue-00000001;1", "Newstate id=8 state=6", "Hangup id=8");
        assertThat(world.news()).isEmpty();
        assertThat(AmiChannel.endpoint("PJSIP/201-00000001")).isEqualTo("201");
        assertThat(AmiChannel.endpoint("PJSIP/my-trunk-00000001")).isEqualTo("my-trunk");
        assertThat(AmiChannel.endpoint("nothing")).isEmpty();
    }

    @Test
    void messagesThatWait() {
        says("MessageWaiting mailbox=201@default new=2 old=5", "MessageWaiting mailbox=999@default new=1");
        assertThat(world.counted).containsExactly("juliet 2/5");
    }

    @Test
    void aCallThatWasThereBefore() {
        dialler.cut();
        says("Newchannel id=2 call=1 channel=PJSIP/201-00000002 state=6 connected=15550123 duration=00:10:00");
        says("Newchannel id=3 call=3 channel=PJSIP/203-00000003 state=6 exten=8000 application=Queue bridge=");
        says("Newchannel id=4 call=4 channel=PJSIP/202-00000004 state=5 connected=15550123");
        world.time.passSeconds(1);
        assertThat(world.news()).containsExactly("juliet ON_THE_PHONE", "romeo RINGING");
        says("Hangup id=4 cause=19");
        world.time.passSeconds(2);
        assertThat(world.outcomes()).containsExactly("romeo RANG_OUT 0");
    }

    @Test
    void aCallThatEndedWhileNobodyListenedIsOverAndNotMissed() {
        callIn("201");
        rings("2", "201");
        rings("3", "203");
        says("Newstate id=3 state=6");
        dialler.cut();
        asterisk.forget("1");
        asterisk.forget("2");
        world.time.passSeconds(2);
        assertThat(world.tracker.busy())
                .containsOnlyKeys(world.people.get("nurse").id());
        asterisk.forget("3");
        // The list from time to time finds what was missed.
        world.time.passSeconds(300);
        assertThat(world.tracker.busy()).isEmpty();
        assertThat(world.outcomes()).isEmpty();
    }
}
