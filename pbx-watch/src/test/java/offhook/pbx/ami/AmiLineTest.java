package offhook.pbx.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import offhook.pbx.CallEventSource;
import offhook.pbx.link.Session;
import offhook.pbx.link.Wire;
import offhook.pbx.testing.MemoryDialler;
import offhook.pbx.testing.SimulatedAsterisk;
import offhook.pbx.testing.WatchedWorld;
import org.junit.jupiter.api.Test;

/** The connection: logins, refusals, silence, what is no Asterisk, and what is not meant well. */
class AmiLineTest {

    private final WatchedWorld world = new WatchedWorld();
    private final SimulatedAsterisk asterisk = new SimulatedAsterisk("offhook", "s3cret");
    private final MemoryDialler dialler = new MemoryDialler(world.time.loop(), asterisk);

    private CallEventSource start(String password) {
        var ami = Ami.source(
                dialler,
                new AmiLogin("offhook", password),
                world.people("10.0.0.5"),
                world.services,
                world.tracker.outside().reporter("ami"),
                world.time);
        ami.start();
        world.time.run();
        return ami;
    }

    @Test
    void aWrongPasswordIsTriedAgainEveryQuarterOfAMinute() {
        var ami = start("wrong");
        assertThat(ami.isUp()).isFalse();
        assertThat(dialler.isConnected()).isFalse();
        world.time.passSeconds(1 + 2 + 4 + 8);
        assertThat(dialler.attempts).isEqualTo(5);
        world.time.passSeconds(150);
        assertThat(dialler.attempts).isEqualTo(15);
    }

    @Test
    void whoMayNotListChannelsIsNotUp() {
        asterisk.mayList = false;
        var ami = start("s3cret");
        assertThat(ami.isUp()).isFalse();
        asterisk.mayList = true;
        world.time.passSeconds(2);
        assertThat(ami.isUp()).isTrue();
        assertThat(ami.name()).isEqualTo("ami");
    }

    @Test
    void anAsteriskThatIsAwayWithdrawsItsCallsAndTellsThemWhenItIsBack() {
        var ami = start("s3cret");
        dialler.says("Newchannel id=1 call=1 channel=PJSIP/201-00000001 state=4 num=201 exten=15550123");
        dialler.says("Newstate id=1 state=6");
        world.time.run();
        dialler.away = true;
        dialler.cut();
        world.time.passSeconds(59);
        assertThat(ami.isUp()).isFalse();
        assertThat(world.tracker.busy()).hasSize(1);
        world.time.passSeconds(2);
        assertThat(world.tracker.busy()).isEmpty();
        dialler.away = false;
        world.time.passSeconds(15);
        assertThat(world.news())
                .containsExactly("juliet DIALING", "juliet ON_THE_PHONE", "juliet IDLE", "juliet ON_THE_PHONE");
    }

    @Test
    void aSilentConnectionIsClosedAndItsCallsGoAMinuteAfterTheLastWord() {
        var ami = start("s3cret");
        dialler.says("Newchannel id=1 call=1 channel=PJSIP/201-00000001 state=4 num=201 exten=15550123");
        world.time.passSeconds(15);
        dialler.mute = true;
        dialler.away = true;
        world.time.passSeconds(44);
        assertThat(ami.isUp()).isFalse();
        assertThat(world.tracker.busy()).hasSize(1);
        world.time.passSeconds(16);
        assertThat(world.tracker.busy()).isEmpty();
    }

    @Test
    void aQuietAsteriskAnswersPings() {
        var ami = start("s3cret");
        world.time.passSeconds(3600);
        assertThat(ami.isUp()).isTrue();
        assertThat(dialler.attempts).isEqualTo(1);
    }

    @Test
    void aServerThatSaysNothingIsGivenUp() {
        dialler.mute = true;
        var ami = start("s3cret");
        world.time.passSeconds(22);
        assertThat(dialler.attempts).isEqualTo(2);
        ami.stop();
        world.time.passSeconds(100);
        assertThat(dialler.attempts).isEqualTo(2);
        assertThat(dialler.isConnected()).isFalse();
        assertThat(world.time.timers()).isLessThanOrEqualTo(1);
    }

    @Test
    void anotherProtocolIsNoAsterisk() {
        var failures = new ArrayList<String>();
        var session = session(new ArrayList<>(), failures);
        session.received("SSH-2.0-OpenSSH_9.2p1\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(failures).containsExactly("this is no Asterisk Manager Interface");
    }

    private AmiSession session(List<String> sent, List<String> failures) {
        return new AmiSession(
                new Wire() {
                    @Override
                    public void send(String text) {
                        sent.add(text);
                    }

                    @Override
                    public void close() {}
                },
                new Session.Seat() {
                    @Override
                    public void synced() {}

                    @Override
                    public void fails(String why) {
                        failures.add(why);
                    }
                },
                new AmiLogin("offhook", "s3cret"),
                new AmiEvents(
                        world.people("10.0.0.5"),
                        world.services,
                        world.tracker.outside().reporter("ami"),
                        world.time));
    }

    @Test
    void thePasswordDoesNotCrossTheWire() {
        var sent = new ArrayList<String>();
        var session = session(sent, new ArrayList<>());
        session.received("Asterisk Call Manager/13.0.0\r\n".getBytes(StandardCharsets.UTF_8));
        session.received(
                "Response: Success\r\nActionID: challenge\r\nChallenge: 42\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1)).contains("Username: offhook\r\n", "Key: ").doesNotContain("s3cret");
    }

    @Test
    void aNameWithALineBreakIsNone() {
        assertThatThrownBy(() -> new AmiLogin("offhook\r\nAction: Originate", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new AmiLogin("offhook", "s3cret").toString()).doesNotContain("s3cret");
    }

    @Test
    void whateverComesIsReadOrLeftOut() {
        var session = session(new ArrayList<>(), new ArrayList<>());
        session.received("Asterisk Call Manager/13.0.0\r\n".getBytes(StandardCharsets.UTF_8));
        for (var hostile : new String[] {
            "Event: Newchannel\r\n\r\n",
            "Event: Newchannel\r\nUniqueid: 1\r\n\r\n",
            "Event: Newchannel\r\nUniqueid: 1\r\nChannel: PJSIP\r\nChannelState: 99999999999\r\n\r\n",
            "Event: DialBegin\r\nDestUniqueid: 1\r\nDestChannel: /-\r\nCallerIDNum: \u0001\u0002\r\n\r\n",
            "Event: BridgeEnter\r\nUniqueid: 1\r\nBridgeType: basic\r\n\r\n",
            "Event: BridgeLeave\r\nUniqueid: 1\r\n\r\n",
            "Event: Hangup\r\nUniqueid: 1\r\nCause: -1\r\n\r\n",
            "Event: MessageWaiting\r\nMailbox: \r\nNew: 2\r\nOld: 1\r\n\r\n",
            "Event: CoreShowChannelsComplete\r\nActionID: channels\r\n\r\n",
            ": \r\n:::\r\n\r\n\r\n\n\n",
            "Event: " + "x".repeat(100_000) + "\r\n" + "A: b\r\n".repeat(10_000) + "\r\n",
        }) {
            session.received(hostile.getBytes(StandardCharsets.UTF_8));
        }
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[500];
            random.nextBytes(noise);
            session.received(noise);
        }
        assertThat(world.tracker.busy()).isEmpty();
    }
}
