package offhook.voicemail.pickup;

import static offhook.voicemail.pickup.FakeDesk.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import offhook.runtime.config.Config;
import offhook.voicemail.box.Voicemail.State;
import org.junit.jupiter.api.Test;

/** Conversations with somebody who listens to their messages. */
class PickupTest {

    private static final PickupConfig USUAL = Config.defaults(PickupConfig.class);
    private static final PickupConfig TRUSTING = new PickupConfig(false, USUAL.patience(), USUAL.longest());

    private static final String OPTIONS = "options options-menu";
    private static final String NUMBER = "from 1 5 5 5 0 1 2 3";

    private final FakeDesk own = new FakeDesk(TRUSTING, true);

    /** A new one of yesterday, and two that were heard. */
    private void hasThree(FakeDesk desk) {
        desk.messages = List.of(
                message("new1", State.NEW, Duration.ofHours(22)),
                message("old1", State.HEARD, Duration.ofMinutes(30)),
                message("old2", State.HEARD, Duration.ofDays(3)));
    }

    /** In the main menu. */
    private void inside() {
        hasThree(own);
        own.begins();
        own.news();
    }

    @Test
    void messagesOneAfterTheOther() {
        hasThree(own);
        own.begins();
        assertThat(own.news()).containsExactly("you-have new-1 and 2 old menu-listen menu-more");
        own.presses("1");
        assertThat(own.news()).containsExactly("message-new " + NUMBER + " yesterday at 2 pm");
        own.hears();
        assertThat(own.news()).containsExactly("<new1>");
        own.hears();
        assertThat(own.news()).containsExactly("heard new1", OPTIONS);
        own.hears();
        own.presses("6");
        assertThat(own.news()).containsExactly("message-old " + NUMBER + " today at 11 30 am");
        own.presses("6");
        assertThat(own.news()).containsExactly("message-old " + NUMBER + " w4 at 12 pm");
        own.presses("6");
        assertThat(own.news()).containsExactly("no-more you-have 3 old menu-listen menu-more");
        own.presses("#");
        assertThat(own.news()).containsExactly("good-bye");
        own.hears();
        assertThat(own.isOver).isTrue();
    }

    @Test
    void backAndAgain() {
        inside();
        own.presses("16");
        own.news();
        own.presses("4");
        assertThat(own.news()).containsExactly("message-new " + NUMBER + " yesterday at 2 pm");
        own.presses("4");
        assertThat(own.news()).containsExactly("first-message message-new " + NUMBER + " yesterday at 2 pm");
        own.presses("5");
        assertThat(own.news()).containsExactly("message-new " + NUMBER + " yesterday at 2 pm");
        own.presses("*");
        assertThat(own.news())
                .as("it was announced, not heard")
                .containsExactly("you-have new-1 and 2 old menu-listen menu-more");
    }

    /** Somebody leaves a message while they listen: it is there when they come back to the menu, behind what is new. */
    @Test
    void oneThatComesMeanwhile() {
        inside();
        own.presses("1");
        own.messages = List.of(
                message("new1", State.NEW, Duration.ofHours(22)),
                message("new2", State.NEW, Duration.ZERO),
                message("old1", State.HEARD, Duration.ofMinutes(30)),
                message("old2", State.HEARD, Duration.ofDays(3)));
        own.news();
        own.presses("*");
        assertThat(own.news()).containsExactly("you-have 2 new and 2 old menu-listen menu-more");
        own.presses("16");
        assertThat(own.news()).last().isEqualTo("message-new " + NUMBER + " today at 12 pm");
        own.hears();
        assertThat(own.news()).containsExactly("<new2>");
        assertThat(own.opened).as("they are let in once").isOne();
    }

    /** What is heard or deleted elsewhere meanwhile is so here; what was heard here stays heard though it is not written yet. */
    @Test
    void whatHappensElsewhereMeanwhile() {
        inside();
        own.presses("1");
        own.hears();
        own.presses("6");
        own.messages = List.of(
                message("new1", State.NEW, Duration.ofHours(22)), message("old1", State.HEARD, Duration.ofMinutes(30)));
        own.news();
        own.presses("*");
        assertThat(own.news()).containsExactly("you-have 2 old menu-listen menu-more");
        own.presses("1666");
        assertThat(own.news()).contains("message-deleted " + NUMBER + " w4 at 12 pm");
    }

    /** Whoever goes on in the middle has heard enough; whoever hangs up has not. */
    @Test
    void whatIsHeard() {
        inside();
        own.presses("1");
        own.hears();
        own.news();
        own.presses("6");
        assertThat(own.news()).startsWith("heard new1");

        var other = new FakeDesk(TRUSTING, true);
        hasThree(other);
        other.begins();
        other.presses("1");
        other.hears();
        other.pickup.gone();
        assertThat(other.done).doesNotContain("heard new1");
    }

    @Test
    void deletedAndHadBack() {
        inside();
        own.presses("1");
        own.hears();
        own.news();
        own.presses("7");
        assertThat(own.news())
                .containsExactly("heard new1", "delete new1", "deleted message-old " + NUMBER + " today at 11 30 am");
        own.presses("4");
        assertThat(own.news()).containsExactly("message-deleted " + NUMBER + " yesterday at 2 pm");
        own.presses("9");
        assertThat(own.news()).containsExactly("options-deleted options-menu");
        own.presses("7");
        assertThat(own.news()).containsExactly("restore new1", "restored " + OPTIONS);
        own.presses("67");
        own.presses("7");
        assertThat(own.news()).contains("deleted no-more you-have old-1 menu-listen menu-more");
    }

    @Test
    void callingBack() {
        inside();
        own.presses("1");
        own.hears();
        own.news();
        own.presses("8");
        assertThat(own.news()).as("nobody can").containsExactly("heard new1", OPTIONS);
        own.callsBack = true;
        own.presses("9");
        assertThat(own.news()).containsExactly("options options-call options-menu");
        own.presses("8");
        assertThat(own.news()).containsExactly("call back new1", "call-back good-bye");
        own.hears();
        assertThat(own.isOver).isTrue();
    }

    @Test
    void nothingThere() {
        own.begins();
        assertThat(own.news()).containsExactly("no-messages menu-more");
        own.presses("1");
        assertThat(own.news()).containsExactly("no-messages menu-more");
    }

    @Test
    void thePinIsAskedThreeTimes() {
        var desk = new FakeDesk(USUAL, true);
        desk.begins();
        assertThat(desk.news()).containsExactly("enter-pin");
        desk.presses("12*0815#");
        assertThat(desk.news()).containsExactly("wrong-pin enter-pin");
        desk.presses("#");
        assertThat(desk.news()).as("none at all is no try").containsExactly("enter-pin");
        desk.presses("1#");
        assertThat(desk.news()).containsExactly("wrong-pin enter-pin");
        desk.presses("12345678901234567890123#");
        assertThat(desk.news()).containsExactly("wrong-pin good-bye");
        desk.presses("4711#1");
        assertThat(desk.news()).isEmpty();
        desk.hears();
        assertThat(desk.isOver).isTrue();
    }

    @Test
    void theRightPin() {
        var desk = new FakeDesk(USUAL, false);
        desk.begins();
        desk.presses("0815#4711#");
        assertThat(desk.news()).containsExactly("enter-pin", "wrong-pin enter-pin", "no-messages menu-more");
    }

    /** Some forget the hash. */
    @Test
    void aPauseEndsThePin() {
        var desk = new FakeDesk(USUAL, false);
        desk.begins();
        desk.presses("4711");
        desk.news();
        desk.passes(Duration.ofSeconds(6));
        assertThat(desk.news()).containsExactly("no-messages menu-more");
    }

    @Test
    void locked() {
        var desk = new FakeDesk(USUAL, false);
        desk.wrong = 4;
        desk.begins();
        desk.presses("0815#");
        assertThat(desk.news()).containsExactly("enter-pin", "locked good-bye");
    }

    /** At their own phone they choose one; at another nobody gets in without. */
    @Test
    void noPinYet() {
        var desk = new FakeDesk(USUAL, true);
        desk.hasPin = false;
        desk.begins();
        assertThat(desk.news()).containsExactly("no-pin new-pin");
        desk.presses("0000#");
        assertThat(desk.news()).containsExactly("pin-refused new-pin");
        desk.presses("0815#");
        assertThat(desk.news()).containsExactly("again-pin");
        desk.presses("0816#");
        assertThat(desk.news()).containsExactly("pin-differs new-pin");
        desk.presses("0815#0815#");
        assertThat(desk.news()).containsExactly("again-pin", "pin 0815", "pin-kept no-messages menu-more");

        var other = new FakeDesk(USUAL, false);
        other.hasPin = false;
        other.begins();
        assertThat(other.news()).containsExactly("enter-pin");
    }

    @Test
    void anotherPin() {
        inside();
        own.presses("3");
        assertThat(own.news()).containsExactly("new-pin");
        own.presses("0815#0815#");
        assertThat(own.news())
                .containsExactly("again-pin", "pin 0815", "pin-kept you-have new-1 and 2 old menu-listen menu-more");
    }

    @Test
    void aGreeting() {
        inside();
        own.presses("2");
        assertThat(own.news()).containsExactly("greeting-menu");
        own.presses("1");
        assertThat(own.news()).containsExactly("<greeting>");
        own.passes(Duration.ofMinutes(1));
        own.hears();
        assertThat(own.news()).containsExactly("greeting-menu");
        own.presses("2");
        assertThat(own.news()).containsExactly("greeting-record");
        own.hears();
        assertThat(own.news()).containsExactly("record");
        own.passes(Duration.ofSeconds(30));
        own.presses("#");
        assertThat(own.news()).containsExactly("greeting-check");
        own.presses("2");
        assertThat(own.news()).containsExactly("<take>");
        own.presses("5");
        own.news();
        own.presses("3");
        own.presses("1");
        own.presses("#");
        assertThat(own.news()).containsExactly("greeting-record", "record", "greeting-check");
        own.presses("1");
        assertThat(own.news()).containsExactly("keep take", "greeting-kept greeting-menu");
        own.presses("3");
        assertThat(own.news()).containsExactly("standard", "greeting-standard greeting-menu");
        own.presses("*");
        assertThat(own.news()).containsExactly("you-have new-1 and 2 old menu-listen menu-more");
    }

    @Test
    void aGreetingThatIsNone() {
        inside();
        own.presses("22");
        own.hears();
        own.news();
        own.spoke = false;
        own.passes(RecordingGreeting.LONGEST);
        assertThat(own.news()).containsExactly("greeting-empty greeting-menu");
        own.spoke = true;
        own.presses("2");
        own.hears();
        own.presses("#*");
        assertThat(own.news())
                .containsExactly("greeting-record", "record", "greeting-check", "greeting-discarded greeting-menu");
    }

    @Test
    void whoPressesNothing() {
        inside();
        for (int i = 1; i < Pickup.ASKED; i++) {
            own.hears();
            own.passes(USUAL.patience());
            assertThat(own.news()).containsExactly("you-have new-1 and 2 old menu-listen menu-more");
        }
        own.hears();
        own.passes(USUAL.patience());
        assertThat(own.news()).containsExactly("good-bye");
    }

    @Test
    void keysAheadOfTheWork() {
        var desk = new FakeDesk(USUAL, false);
        hasThree(desk);
        desk.isLate = true;
        desk.begins();
        desk.presses("4711#16");
        desk.news();
        desk.works();
        desk.works();
        assertThat(desk.news())
                .containsExactly(
                        "you-have new-1 and 2 old menu-listen menu-more",
                        "message-new " + NUMBER + " yesterday at 2 pm",
                        "message-old " + NUMBER + " today at 11 30 am");
    }

    @Test
    void whatCannotBeDone() {
        inside();
        own.presses("1");
        own.news();
        own.isBroken = true;
        own.presses("7");
        assertThat(own.news()).containsExactly("delete new1", "failed good-bye");
    }

    @Test
    void whatNeverComesBack() {
        own.isLate = true;
        own.begins();
        own.passes(Pickup.WORK);
        assertThat(own.news()).containsExactly("failed good-bye");
        own.works();
        own.passes(Pickup.FAREWELL);
        assertThat(own.isOver).isTrue();
        assertThat(own.news()).isEmpty();
    }

    @Test
    void theLongestCall() {
        inside();
        for (int minute = 0; minute < 40 && !own.isOver; minute++) {
            own.presses("9");
            own.passes(Duration.ofMinutes(1));
        }
        assertThat(own.isOver).isTrue();
        assertThat(Duration.between(FakeDesk.NOON, own.now)).isLessThanOrEqualTo(Duration.ofMinutes(31));
    }

    @Test
    void theServerStops() {
        inside();
        own.pickup.stops(own.now);
        assertThat(own.isOver).isTrue();
    }
}
