package offhook.sip.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.sip.message.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(7);

    private final Leg trying = new Leg.Trying(Optional.empty());
    private final Leg ringing = trying.rings(NOON);
    private final Leg talking = ringing.answers("a", LATER);

    @Test
    void ringsTalksAndIsOver() {
        assertThat(trying.phone()).isEqualTo(PhoneStatus.IDLE);
        assertThat(ringing.phone()).isEqualTo(PhoneStatus.RINGING);
        assertThat(talking.phone()).isEqualTo(PhoneStatus.ON_THE_PHONE);
        assertThat(talking.holds(true).phone()).isEqualTo(PhoneStatus.HOLD);
        assertThat(talking.holds(true).holds(false)).isEqualTo(talking);
        assertThat(talking.hangsUp("a", LATER)).isEqualTo(new Leg.Over(Outcome.ANSWERED, Duration.ofSeconds(7)));
        assertThat(new Leg.Dialing().phone()).isEqualTo(PhoneStatus.DIALING);
    }

    @Test
    void aSignalThatDoesNotFitChangesNothing() {
        assertThat(ringing.rings(LATER)).isEqualTo(ringing);
        assertThat(ringing.hangsUp("a", LATER)).isEqualTo(ringing);
        assertThat(talking.cancelled(Outcome.CALLER_HUNG_UP, LATER)).isEqualTo(talking);
        assertThat(talking.refuses(486, false, LATER)).isEqualTo(talking);
        assertThat(talking.hangsUp("another dialog", LATER)).isEqualTo(talking);
    }

    @Test
    void anAnswerThatCrossesTheCancelCounts() {
        var over = ringing.cancelled(Outcome.CALLER_HUNG_UP, LATER);
        assertThat(over.answers("a", LATER).phone()).isEqualTo(PhoneStatus.ON_THE_PHONE);
    }

    @Test
    void twoPhonesPickedUpAtOnceAreTwoDialogs() {
        var both = talking.answers("b", LATER);
        assertThat(both.hangsUp("a", LATER).phone()).isEqualTo(PhoneStatus.ON_THE_PHONE);
        assertThat(both.hangsUp("a", LATER).hangsUp("b", LATER)).isInstanceOf(Leg.Over.class);
    }

    @Test
    void voicemailIsNotOnThePhone() {
        var served = ringing.served("vm", LATER);
        assertThat(served.phone()).isEqualTo(PhoneStatus.IDLE);
        assertThat(served.hangsUp("vm", LATER)).isEqualTo(new Leg.Over(Outcome.TO_VOICEMAIL, Duration.ofSeconds(7)));
    }

    @Test
    void whoeverAnswersADivertedCallIsSomebodyElse() {
        var diverted = ringing.diverts(LATER);
        assertThat(diverted.phone()).isEqualTo(PhoneStatus.IDLE);
        assertThat(diverted.answers("a", LATER)).isEqualTo(new Leg.Over(Outcome.DIVERTED, Duration.ofSeconds(7)));
        assertThat(diverted.answers("a", LATER).answers("a", LATER).phone()).isEqualTo(PhoneStatus.IDLE);
        assertThat(diverted.cancelled(Outcome.CALLER_HUNG_UP, LATER))
                .isEqualTo(new Leg.Over(Outcome.CALLER_HUNG_UP, Duration.ofSeconds(7)));
    }

    @Test
    void aMergedRequestAfterARestartDoesNotHideThatTheCallWasCut() {
        var cut = new Leg.Over(Outcome.CUT_BY_RESTART, Duration.ZERO);
        assertThat(cut.tries(NOON).refuses(482, false, LATER)).isEqualTo(cut);
        assertThat(cut.tries(NOON).rings(NOON).phone()).isEqualTo(PhoneStatus.RINGING);
    }

    @ParameterizedTest
    @CsvSource({
        "302,false,false,DIVERTED",
        "486,true,true,BUSY",
        "600,true,true,BUSY",
        "486,true,false,DECLINED",
        "603,true,true,DECLINED",
        "607,true,false,DECLINED",
        "608,true,false,DECLINED",
        "487,true,false,CALLER_HUNG_UP",
        "480,false,false,UNREACHABLE",
        "404,false,false,UNREACHABLE",
        "430,false,false,UNREACHABLE",
        "500,false,false,UNREACHABLE",
        "503,false,false,UNREACHABLE",
        "408,false,false,UNREACHABLE",
        "408,true,false,RANG_OUT",
        "480,true,false,RANG_OUT",
        "401,false,false,SIGNALLING_FAILURE",
        "407,false,false,SIGNALLING_FAILURE",
        "403,false,false,SIGNALLING_FAILURE",
        "482,false,false,SIGNALLING_FAILURE",
        "483,false,false,SIGNALLING_FAILURE",
        "488,true,false,SIGNALLING_FAILURE",
        "606,true,false,SIGNALLING_FAILURE",
    })
    void finalResponses(int status, boolean rang, boolean talking, Outcome expected) {
        var leg = (rang ? ringing : trying).refuses(status, talking, LATER);
        assertThat(leg).isEqualTo(new Leg.Over(expected, rang ? Duration.ofSeconds(7) : Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SIP;cause=200;text=\"Call completed elsewhere\" | ANSWERED_ELSEWHERE",
                "SIP ;cause=200 | ANSWERED_ELSEWHERE",
                "Q.850;cause=26 | ANSWERED_ELSEWHERE",
                "sip;text=\"Call Completed Elsewhere\" | ANSWERED_ELSEWHERE",
                "SIP;cause=487;text=\"Request Terminated\" | CALLER_HUNG_UP",
                "Q.850;cause=16 | CALLER_HUNG_UP",
                "Q.850;cause=18 | RANG_OUT",
                "Q.850;cause=19 | RANG_OUT",
                "SIP;cause=408 | RANG_OUT",
                "SIP;cause=480 | RANG_OUT",
                "SIP;cause=603 | DECLINED",
                "X-Vendor;cause=200 | CALLER_HUNG_UP",
            })
    void reasonsOfACancel(String reason, Outcome expected) {
        assertThat(Outcome.ofCancel(List.of(Reason.parse(reason)))).isEqualTo(expected);
    }

    @Test
    void theMoreTellingReasonCounts() {
        assertThat(Outcome.ofCancel(List.of())).isEqualTo(Outcome.CALLER_HUNG_UP);
        var both = List.of(Reason.parse("SIP;cause=487"), Reason.parse("Q.850;cause=19"));
        assertThat(Outcome.ofCancel(both)).isEqualTo(Outcome.RANG_OUT);
        var elsewhere = List.of(Reason.parse("Q.850;cause=16"), Reason.parse("SIP;cause=200"));
        assertThat(Outcome.ofCancel(elsewhere)).isEqualTo(Outcome.ANSWERED_ELSEWHERE);
    }
}
