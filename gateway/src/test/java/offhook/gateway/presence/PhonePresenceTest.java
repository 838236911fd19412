package offhook.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.directory.testing.TestPeople;
import offhook.runtime.testing.ManualTime;
import offhook.sip.call.PhoneStatus;
import offhook.xmpp.presence.Availability;
import offhook.xmpp.presence.Show;
import org.junit.jupiter.api.Test;

/** When contacts see what phones do. */
class PhonePresenceTest {

    private static final TestPeople PEOPLE = TestPeople.ofVerona();
    private static final UserId JULIET = new UserId("juliet");
    private static final Jid ACCOUNT = Jid.parse("juliet@capulet.example");
    private static final String NO_DELAYS =
            """
            talking_after = "0s"
            idle_after = "0s"
            ringing_after = "0s"
            """;
    private static final Availability ONLINE = new Availability(Show.ONLINE, "");

    private final ManualTime time = new ManualTime();
    private final List<String> broadcasts = new ArrayList<>();
    private final List<String> activities = new ArrayList<>();
    private PhonePresence presence = presence(Configs.with());

    private PhonePresence presence(PresenceConfig config) {
        return new PhonePresence(config, PEOPLE, time.lanes(), time, this::broadcast, new ActivityPublisher() {
            @Override
            public void onThePhone(Jid account) {
                activities.add("talking");
            }

            @Override
            public void offThePhone(Jid account) {
                activities.add("own");
            }
        });
    }

    private void broadcast(Jid account) {
        var seen = presence.apply(account, ONLINE);
        broadcasts.add(millis() + " " + account.local() + " " + seen.show() + " " + seen.status());
    }

    private long millis() {
        return Duration.between(new ManualTime().instant(), time.instant()).toMillis();
    }

    private void phone(PhoneStatus status) {
        presence.phoneChanged(JULIET, status, time.instant());
    }

    private void pass(long millis) {
        time.pass(Duration.ofMillis(millis));
    }

    @Test
    void talkingShowsAfter800MillisecondsAndEndsAfterOneAndAHalfSecondsOfQuiet() {
        phone(PhoneStatus.ON_THE_PHONE);
        pass(60_000);
        phone(PhoneStatus.IDLE);
        pass(60_000);
        assertThat(broadcasts).containsExactly("800 juliet DND On the phone", "61500 juliet ONLINE ");
        assertThat(time.timers()).isZero();
    }

    @Test
    void aCallOfHalfASecondNeverShows() {
        phone(PhoneStatus.ON_THE_PHONE);
        pass(500);
        phone(PhoneStatus.IDLE);
        pass(60_000);
        assertThat(broadcasts).isEmpty();
        assertThat(time.timers()).isZero();
    }

    @Test
    void aTransferWithAGapOfOneSecondDoesNotFlicker() {
        phone(PhoneStatus.ON_THE_PHONE);
        pass(10_000);
        phone(PhoneStatus.IDLE);
        pass(1_000);
        phone(PhoneStatus.RINGING);
        pass(300);
        phone(PhoneStatus.ON_THE_PHONE);
        pass(10_000);
        assertThat(broadcasts).containsExactly("800 juliet DND On the phone");
    }

    @Test
    void holdAndRetrieveAreOneConversation() {
        phone(PhoneStatus.ON_THE_PHONE);
        pass(500);
        phone(PhoneStatus.HOLD);
        pass(500);
        phone(PhoneStatus.ON_THE_PHONE);
        pass(10_000);
        assertThat(broadcasts).containsExactly("800 juliet DND On the phone");
    }

    @Test
    void holdShowsItsTextWhereItHasOne() {
        presence = presence(Configs.with("hold_text = \"On hold\""));
        phone(PhoneStatus.ON_THE_PHONE);
        pass(10_000);
        phone(PhoneStatus.HOLD);
        pass(10_000);
        phone(PhoneStatus.ON_THE_PHONE);
        pass(10_000);
        assertThat(broadcasts)
                .containsExactly(
                        "800 juliet DND On the phone", "10800 juliet DND On hold", "20800 juliet DND On the phone");
        assertThat(activities).containsExactly("talking");
    }

    @Test
    void ringingIsToldToNobodyByDefault() {
        phone(PhoneStatus.RINGING);
        pass(20_000);
        phone(PhoneStatus.IDLE);
        pass(20_000);
        assertThat(broadcasts).isEmpty();
    }

    @Test
    void ringingShowsAfterASecondWhereItIsWanted() {
        presence = presence(Configs.with("ringing = \"status\""));
        phone(PhoneStatus.RINGING);
        pass(10_000);
        phone(PhoneStatus.ON_THE_PHONE);
        pass(10_000);
        phone(PhoneStatus.IDLE);
        pass(10_000);
        assertThat(broadcasts)
                .containsExactly(
                        "1000 juliet ONLINE Phone ringing", "10800 juliet DND On the phone", "21500 juliet ONLINE ");
    }

    @Test
    void diallingShowsNothing() {
        phone(PhoneStatus.DIALING);
        pass(20_000);
        phone(PhoneStatus.ON_THE_PHONE);
        pass(20_000);
        assertThat(broadcasts).containsExactly("20800 juliet DND On the phone");
    }

    @Test
    void atMostOneBroadcastInTwoSecondsAndTheLastStateWins() {
        presence = presence(Configs.with(NO_DELAYS, "ringing = \"status\""));
        phone(PhoneStatus.RINGING);
        pass(100);
        phone(PhoneStatus.ON_THE_PHONE);
        pass(100);
        phone(PhoneStatus.IDLE);
        pass(100);
        phone(PhoneStatus.ON_THE_PHONE);
        pass(5_000);
        assertThat(broadcasts).containsExactly("0 juliet ONLINE Phone ringing", "2000 juliet DND On the phone");
    }

    @Test
    void aStateThatCameBackWhileItWasQuietIsNotToldAgain() {
        presence = presence(Configs.with(NO_DELAYS));
        phone(PhoneStatus.ON_THE_PHONE);
        pass(100);
        phone(PhoneStatus.IDLE);
        pass(100);
        phone(PhoneStatus.ON_THE_PHONE);
        pass(60_000);
        assertThat(broadcasts).containsExactly("0 juliet DND On the phone");
    }

    @Test
    void withoutDelaysEverythingShowsAtOnce() {
        presence = presence(Configs.with(Configs.UNDELAYED, "ringing = \"status\""));
        phone(PhoneStatus.RINGING);
        phone(PhoneStatus.ON_THE_PHONE);
        phone(PhoneStatus.IDLE);
        time.run();
        assertThat(presence.apply(ACCOUNT, ONLINE)).isEqualTo(ONLINE);
        phone(PhoneStatus.ON_THE_PHONE);
        time.run();
        assertThat(presence.apply(ACCOUNT, ONLINE)).isEqualTo(new Availability(Show.DND, "On the phone"));
        assertThat(time.timers()).isZero();
    }

    @Test
    void aStatusSetDuringTheCallShowsCombinedAndRemains() {
        phone(PhoneStatus.ON_THE_PHONE);
        pass(10_000);
        var own = new Availability(Show.AWAY, "back at three");
        assertThat(presence.apply(ACCOUNT, own)).isEqualTo(new Availability(Show.DND, "On the phone – back at three"));
        phone(PhoneStatus.IDLE);
        pass(10_000);
        assertThat(presence.apply(ACCOUNT, own)).isEqualTo(own);
    }

    @Test
    void somebodyWithoutSessionIsSeenWhileTalking() {
        assertThat(presence.withoutSession(ACCOUNT)).isEmpty();
        phone(PhoneStatus.ON_THE_PHONE);
        pass(10_000);
        assertThat(presence.withoutSession(ACCOUNT)).contains(new Availability(Show.DND, "On the phone"));
    }

    @Test
    void activityIsPublishedOnceForACallAndTakenBack() {
        phone(PhoneStatus.ON_THE_PHONE);
        pass(10_000);
        phone(PhoneStatus.HOLD);
        pass(10_000);
        phone(PhoneStatus.IDLE);
        pass(10_000);
        assertThat(activities).containsExactly("talking", "own");
    }

    @Test
    void nobodyElseIsTouched() {
        phone(PhoneStatus.ON_THE_PHONE);
        presence.phoneChanged(new UserId("tybalt"), PhoneStatus.ON_THE_PHONE, time.instant());
        pass(10_000);
        assertThat(presence.apply(Jid.parse("nurse@capulet.example"), ONLINE)).isEqualTo(ONLINE);
        assertThat(presence.apply(Jid.parse("tybalt@capulet.example"), ONLINE)).isEqualTo(ONLINE);
    }

    @Test
    void aNewConfigurationIsSeenAtOnceByThoseWhomItConcerns() {
        phone(PhoneStatus.ON_THE_PHONE);
        presence.phoneChanged(new UserId("nurse"), PhoneStatus.RINGING, time.instant());
        pass(10_000);
        broadcasts.clear();

        presence.reload(Configs.with("on_call = \"away\"", "ringing = \"status\""));
        pass(10_000);
        assertThat(broadcasts).containsExactly("10000 juliet AWAY On the phone", "11000 nurse ONLINE Phone ringing");

        broadcasts.clear();
        presence.reload(Configs.with("on_call = \"away\"", "phone_only = \"always\""));
        pass(10_000);
        assertThat(broadcasts).contains("20000 romeo ONLINE ", "20000 juliet AWAY On the phone", "21500 nurse ONLINE ");
    }
}
