package offhook.pbx.dialoginfo;

import static offhook.sip.call.PhoneStatus.DIALING;
import static offhook.sip.call.PhoneStatus.HOLD;
import static offhook.sip.call.PhoneStatus.IDLE;
import static offhook.sip.call.PhoneStatus.ON_THE_PHONE;
import static offhook.sip.call.PhoneStatus.RINGING;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import offhook.directory.UserId;
import offhook.sip.call.PhoneStatus;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialogInfoSourceTest {

    private static final String TALKING = "<state>confirmed</state>";

    private final WatchedPbx world = new WatchedPbx();

    private void shows(String user, PhoneStatus status) {
        world.pass(1);
        assertThat(world.offhook.tracker.status(new UserId(user))).isEqualTo(status);
    }

    @Test
    void everyExtensionIsWatched() {
        world.start();
        assertThat(world.pbx.asked)
                .extracting(SipMessage::startLine)
                .containsExactlyInAnyOrder(
                        "SUBSCRIBE sip:201@pbx.example SIP/2.0",
                        "SUBSCRIBE sip:202@pbx.example SIP/2.0",
                        "SUBSCRIBE sip:203@pbx.example SIP/2.0");
        assertThat(world.source.isUp()).isTrue();
        assertThat(world.source.size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "direction='recipient'><state>trying</state> | IDLE",
                "direction='recipient'><state>proceeding</state> | RINGING",
                "direction='recipient'><state>early</state> | RINGING",
                "direction='initiator'><state>trying</state> | DIALING",
                "direction='initiator'><state>early</state> | DIALING",
                "><state>early</state> | RINGING",
                "><state>trying</state> | DIALING",
                "<state>confirmed</state> | ON_THE_PHONE",
                "<state>confirmed</state><local><target><param pname='+sip.rendering' pval='no'/></target></local> | HOLD",
                "direction='initiator'><state>confirmed</state><remote><identity>sip:*97@x</identity></remote> | IDLE",
                "direction='initiator'><state>confirmed</state><remote><identity>sip:8001@x</identity></remote> | IDLE",
                "direction='initiator'><state>confirmed</state><remote><identity>sip:202@x</identity></remote> | ON_THE_PHONE",
            })
    void whatALampShows(String dialog, PhoneStatus status) {
        world.start();
        world.pbx.shows("201", "a", dialog.startsWith(">") ? dialog.substring(1) : dialog);
        shows("juliet", status);
        world.pbx.ends("201", "a");
        shows("juliet", IDLE);
    }

    @Test
    void aCallFromBeginToEnd() {
        world.start();
        world.pbx.shows("201", "a", "direction='recipient'><state>early</state>");
        world.pbx.shows("202", "a", "direction='initiator'><state>early</state>");
        shows("juliet", RINGING);
        shows("romeo", DIALING);
        world.pbx.shows("201", "a", "direction='recipient'>" + TALKING);
        world.pbx.shows("202", "a", "direction='initiator'>" + TALKING);
        shows("juliet", ON_THE_PHONE);
        shows("romeo", ON_THE_PHONE);
        shows("nurse", IDLE);
        world.pbx.ends("201", "a");
        world.pbx.ends("202", "a");
        shows("juliet", IDLE);
        shows("romeo", IDLE);
        assertThat(world.offhook.ended).as("dialog-info decides nothing").isEmpty();
    }

    @Test
    void ofTwoCallsOneIsLeft() {
        world.start();
        world.pbx.shows("201", "a", TALKING);
        world.pbx.shows("201", "b", TALKING + "<local><param pname='sip.rendering' pval='no'/></local>");
        shows("juliet", ON_THE_PHONE);
        world.pbx.ends("201", "a");
        shows("juliet", HOLD);
    }

    @Test
    void twoExtensionsOfOnePerson() {
        world.people.change("juliet", user -> user.withExtensions(List.of("201", "301")));
        world.start();
        world.pbx.shows("201", "a", TALKING);
        world.pbx.shows("301", "b", "direction='recipient'><state>early</state>");
        shows("juliet", ON_THE_PHONE);
        world.pbx.ends("201", "a");
        shows("juliet", RINGING);
        world.people.change("juliet", user -> user.withExtensions(List.of("201")));
        shows("juliet", IDLE);
        assertThat(world.source.size()).isEqualTo(3);
    }

    @Test
    void whoeverComesIsWatchedAndWhoeverGoesIsNot() {
        world.start();
        world.people.with("paris", "Paris", "204");
        world.pass(1);
        assertThat(world.source.size()).isEqualTo(4);
        world.pbx.shows("204", "a", TALKING);
        shows("paris", ON_THE_PHONE);
        world.people.change("paris", user -> user.withEnabled(false));
        world.pass(1);
        assertThat(world.source.size()).isEqualTo(3);
        assertThat(world.pbx.asked.get(world.pbx.asked.size() - 1).value(HeaderName.EXPIRES))
                .contains("0");
        shows("paris", IDLE);
    }

    /** The promise: a minute after its last word, what the PBX told is withdrawn. */
    @Test
    void aPbxThatIsGoneInMidCallIsNotBelievedForLong() {
        world.start();
        world.pbx.shows("201", "a", TALKING);
        shows("juliet", ON_THE_PHONE);
        world.pass(30);
        world.pbx.silent = true;
        world.pass(45);
        assertThat(world.source.isUp()).isFalse();
        shows("juliet", ON_THE_PHONE);
        world.pass(14);
        shows("juliet", IDLE);
    }

    @Test
    void itsReturnBringsEverythingBack() {
        world.start();
        world.pbx.shows("201", "a", TALKING);
        world.pbx.shows("202", "b", TALKING);
        world.pbx.silent = true;
        world.pass(70);
        shows("juliet", IDLE);
        world.pbx.restart();
        world.pbx.ends("202", "b");
        world.pbx.silent = false;
        world.pass(15);
        shows("juliet", ON_THE_PHONE);
        shows("romeo", IDLE);
        assertThat(world.source.isUp()).isTrue();
    }

    @Test
    void aShortAbsenceChangesNothing() {
        world.start();
        world.pbx.shows("201", "a", TALKING);
        shows("juliet", ON_THE_PHONE);
        world.offhook.news();
        world.pbx.silent = true;
        world.pass(40);
        world.pbx.silent = false;
        world.pass(60);
        shows("juliet", ON_THE_PHONE);
        assertThat(world.offhook.news()).isEmpty();
    }

    /** Nobody noticed that the PBX was away; one subscription that it does not know tells of all. */
    @Test
    void aRestartIsNoticedByOneThatIsForgotten() {
        world.start();
        world.pbx.shows("201", "a", TALKING);
        world.pbx.shows("203", "b", TALKING);
        shows("nurse", ON_THE_PHONE);
        world.pass(30);
        world.pbx.restart();
        world.pbx.silent = true;
        world.pbx.ends("201", "a");
        world.pbx.ends("203", "b");
        world.pbx.silent = false;
        world.pass(15);
        shows("juliet", IDLE);
        shows("nurse", IDLE);
    }

    /** Of a call whose end was never told, one hears by asking. */
    @Test
    void callsAreConfirmed() {
        world.start();
        world.pbx.shows("201", "a", TALKING);
        shows("juliet", ON_THE_PHONE);
        world.pbx.telling = false;
        world.pbx.ends("201", "a");
        world.pbx.telling = true;
        world.pass(75);
        shows("juliet", IDLE);
    }

    @Test
    void whatCannotBeReadEndsNothing() {
        world.start();
        world.pbx.shows("201", "a", TALKING);
        shows("juliet", ON_THE_PHONE);
        world.pbx.shows("201", "b", "<state>");
        shows("juliet", ON_THE_PHONE);
        assertThat(world.pbx.answers).allMatch(answer -> answer.status() == 200);
    }

    @Test
    void manyDoNotBeginAtOnce() {
        for (int i = 0; i < 97; i++) {
            world.people.with("u" + i, "U" + i, "" + (1000 + i));
        }
        world.source.start();
        world.pass(1);
        assertThat(world.pbx.asked.size()).isBetween(10, 45);
        world.pass(6);
        assertThat(world.pbx.asked.size()).isGreaterThanOrEqualTo(100);
        assertThat(world.source.size()).isEqualTo(100);
    }

    @Test
    void whoeverStopsIsSilent() {
        world.start();
        world.source.stop();
        world.pass(1);
        world.pbx.asked.clear();
        world.pass(3600);
        assertThat(world.pbx.asked).isEmpty();
        assertThat(world.pbx.subscriptions()).isZero();
    }

    /** A day with a PBX that nobody calls at: few messages. */
    @Test
    void anIdlePbxIsLeftAlone() {
        world.start();
        world.pbx.asked.clear();
        world.pass(Duration.ofHours(1).toSeconds());
        assertThat(world.pbx.asked.size()).isLessThan(450);
    }
}
