package offhook.sip.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipMessage;
import offhook.sip.message.SipResponse;
import offhook.sip.testing.LampPbx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6665 §4.1, with a PBX that does what PBXs do. */
class SubscriberTest {

    private final Lamp lamp = new Lamp();
    private final LampPbx pbx = lamp.pbx;

    @Test
    void itSubscribesAndIsTold() {
        pbx.begins("a");
        lamp.start();
        var request = pbx.asked.get(0);
        assertThat(request.startLine()).isEqualTo("SUBSCRIBE sip:201@tenant.example SIP/2.0");
        assertThat(request.value(HeaderName.EVENT)).contains("dialog");
        assertThat(request.value(HeaderName.ACCEPT)).contains("application/dialog-info+xml");
        assertThat(request.value(HeaderName.EXPIRES)).contains("600");
        assertThat(lamp.shows()).containsExactly("a");
        assertThat(pbx.answers).extracting(SipResponse::status).containsExactly(200);
        pbx.begins("b");
        pbx.ends("a");
        assertThat(lamp.shows()).containsExactly("b");
    }

    @Test
    void itIsRefreshedInItsDialogForAsLongAsItIsWanted() {
        lamp.start();
        lamp.pass(3600);
        assertThat(pbx.asked.size()).isBetween(7, 13);
        assertThat(pbx.asked)
                .extracting(SipMessage::callId)
                .containsOnly(pbx.asked.get(0).callId());
        assertThat(pbx.asked.subList(1, pbx.asked.size())).allMatch(again -> again.isInDialog());
        pbx.begins("a");
        assertThat(lamp.shows()).containsExactly("a");
    }

    /** §4.4.1: and the 2xx that follows, from whomever, changes nothing. */
    @Test
    void theNotifyMayComeFirst() {
        pbx.notifyFirst = true;
        pbx.begins("a");
        pbx.expires = 60;
        lamp.start();
        assertThat(lamp.shows()).containsExactly("a");
        lamp.pass(600);
        assertThat(pbx.asked)
                .extracting(SipMessage::callId)
                .containsOnly(pbx.asked.get(0).callId());
        assertThat(pbx.asked).hasSizeGreaterThan(10);
    }

    /** §4.1.4. */
    @Test
    void everyForkTells() {
        pbx.forks = 3;
        pbx.begins("a");
        lamp.start();
        assertThat(lamp.notifiers()).isEqualTo(3);
        lamp.pass(1200);
        assertThat(lamp.notifiers()).isEqualTo(3);
        assertThat(pbx.subscriptions()).isEqualTo(3);
    }

    @Test
    void aForkThatEndsLeavesTheOthers() {
        pbx.forks = 2;
        lamp.start();
        pbx.restart();
        pbx.forks = 1;
        lamp.pass(1200);
        assertThat(lamp.notifiers()).isEqualTo(1);
        pbx.begins("a");
        assertThat(lamp.shows()).containsExactly("a");
    }

    /** The PBX has restarted and knows nothing: what was told stands until it tells anew. */
    @Test
    void a481IsTheBeginningOfAnotherOne() {
        lamp.start();
        pbx.begins("a");
        pbx.restart();
        pbx.calls().clear();
        pbx.begins("b");
        lamp.pass(450);
        assertThat(lamp.shows()).containsExactly("b");
        assertThat(lamp.gone).hasSize(1);
        assertThat(pbx.asked.get(pbx.asked.size() - 1).isInDialog()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "deactivated, 2",
        "timeout, 2",
        "probation;retry-after=100, 112",
        "probation, 4",
        "giveup;retry-after=20, 24",
        "moon, 4",
    })
    void whatIsTerminatedBeginsAgain(String reason, int within) {
        lamp.start();
        pbx.begins("a");
        pbx.terminate(reason);
        lamp.pass(within);
        assertThat(lamp.shows()).containsExactly("a");
        assertThat(lamp.notifiers()).isEqualTo(1);
        assertThat(pbx.asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejected", "noresource", "invariant"})
    void whatIsRefusedForGoodIsAskedForSeldom(String reason) {
        lamp.start();
        pbx.begins("a");
        pbx.terminate(reason);
        lamp.pass(59);
        assertThat(lamp.shows()).containsExactly("a");
        lamp.pass(2);
        assertThat(lamp.shows()).isEmpty();
        lamp.pass(1700);
        assertThat(pbx.asked).hasSize(1);
        lamp.pass(2000);
        assertThat(pbx.asked).hasSizeGreaterThan(1);
        assertThat(lamp.shows()).containsExactly("a");
    }

    @Test
    void retryAfterIsWaitedFor() {
        pbx.status = 503;
        pbx.more = "Retry-After: 60 (busy)";
        lamp.start();
        pbx.status = 200;
        pbx.more = "";
        lamp.pass(58);
        assertThat(pbx.asked).hasSize(1);
        lamp.pass(9);
        assertThat(pbx.asked).hasSize(2);
    }

    /** RFC 6665 §4.2.1.1. */
    @Test
    void aLongerTimeIsAskedForIfThePbxWantsIt() {
        pbx.status = 423;
        pbx.more = "Min-Expires: 1800";
        lamp.start();
        pbx.status = 200;
        pbx.more = "";
        lamp.pass(5);
        assertThat(pbx.asked.get(1).value(HeaderName.EXPIRES)).contains("1800");
        assertThat(lamp.notifiers()).isEqualTo(1);
    }

    @Test
    void attemptsThatFailComeLessAndLessOften() {
        pbx.status = 480;
        lamp.start();
        lamp.pass(3600);
        assertThat(pbx.asked.size()).isBetween(14, 40);
    }

    @Test
    void aPbxThatAnswersAndTellsNothingIsAskedAgain() {
        pbx.telling = false;
        lamp.start();
        lamp.pass(30);
        assertThat(pbx.asked).hasSize(1);
        pbx.telling = true;
        lamp.pass(5);
        assertThat(pbx.asked).hasSize(2);
        assertThat(lamp.notifiers()).isEqualTo(1);
    }

    /** One lost NOTIFY must not end it, and the next one shows that there was a gap. */
    @Test
    void aLostNotifyIsMadeUpFor() {
        lamp.start();
        pbx.begins("a");
        pbx.telling = false;
        pbx.ends("a");
        pbx.telling = true;
        pbx.begins("b");
        assertThat(lamp.shows()).containsExactly("a", "b");
        lamp.pass(1);
        assertThat(lamp.shows()).containsExactly("b");
        assertThat(pbx.asked).hasSize(2);
    }

    /** §4.1.2.2: the refresh was not answered, but the subscription runs. */
    @Test
    void aRefreshThatFailsIsTriedAgainBeforeTheEnd() {
        lamp.start();
        pbx.begins("a");
        pbx.status = 500;
        lamp.pass(455);
        assertThat(pbx.asked.size()).isGreaterThan(1);
        pbx.status = 200;
        lamp.pass(300);
        assertThat(lamp.shows()).containsExactly("a");
        assertThat(pbx.asked)
                .extracting(SipMessage::callId)
                .containsOnly(pbx.asked.get(0).callId());
    }

    @Test
    void whatNobodyTellsAnyMoreIsForgotten() {
        lamp.start();
        pbx.begins("a");
        pbx.silent = true;
        lamp.pass(390);
        assertThat(lamp.shows()).containsExactly("a");
        lamp.pass(153);
        assertThat(lamp.shows()).isEmpty();
        pbx.silent = false;
        pbx.restart();
        lamp.pass(310);
        assertThat(lamp.shows()).containsExactly("a");
    }

    @Test
    void whoeverHearsThatThePbxIsBackAsksAtOnce() {
        lamp.start();
        pbx.begins("a");
        pbx.silent = true;
        lamp.pass(800);
        pbx.silent = false;
        pbx.restart();
        lamp.subscriber.again(Duration.ofSeconds(1));
        lamp.pass(2);
        assertThat(lamp.shows()).containsExactly("a");
    }

    @Test
    void aRestartThatNobodyNoticedIsFoundByAskingAgain() {
        lamp.start();
        pbx.begins("a");
        pbx.restart();
        pbx.calls().clear();
        lamp.subscriber.again(Duration.ZERO);
        lamp.pass(2);
        assertThat(lamp.shows()).isEmpty();
        assertThat(pbx.asked).hasSize(3);
    }

    @Test
    void whoeverStopsUnsubscribesAndHearsNothingMore() {
        lamp.start();
        pbx.begins("a");
        lamp.subscriber.stop();
        lamp.pass(1);
        assertThat(pbx.asked.get(1).value(HeaderName.EXPIRES)).contains("0");
        assertThat(pbx.subscriptions()).isZero();
        assertThat(lamp.ours.dialogs().size()).isZero();
        lamp.pass(7200);
        assertThat(pbx.asked).hasSize(2);
        assertThat(lamp.world.time().timers()).isZero();
    }

    /** §4.1.3 and §8.2.1. */
    @Test
    void otherEventsAndOtherMethodsAreRefused() {
        lamp.start();
        var subscribe = pbx.asked.get(0);
        pbx.work();
        int number = 9;
        for (var line : List.of("NOTIFY presence 489", "MESSAGE dialog 405", "NOTIFY dialog;id=1 200")) {
            var words = line.split(" ");
            pbx.peer.send(
                    """
                    %s sip:192.0.2.100 SIP/2.0
                    Via: SIP/2.0/UDP 192.0.2.200;branch=z9hG4bKx%s
                    Max-Forwards: 70
                    From: <sip:201@tenant.example>;tag=%s
                    To: %s
                    Call-ID: %s
                    CSeq: %d %s
                    Contact: <sip:192.0.2.200>
                    Event: %s
                    Subscription-State: active
                    Content-Type: application/dialog-info+xml
                    Content-Length: 14

                    <dialog-info/>"""
                            .formatted(
                                    words[0],
                                    words[2],
                                    "t" + subscribe.callId(),
                                    subscribe.from(),
                                    subscribe.callId(),
                                    ++number,
                                    words[0],
                                    words[1]));
            assertThat(pbx.peer.nextResponse().status()).isEqualTo(Integer.parseInt(words[2]));
        }
    }
}
