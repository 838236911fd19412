package offhook.gateway.notify;

import static offhook.gateway.notify.Calls.AT;
import static offhook.gateway.notify.Calls.call;
import static offhook.gateway.notify.Calls.romeo;
import static offhook.gateway.notify.Calls.tybalt;
import static offhook.gateway.notify.NotifyWorld.JULIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.directory.NotifyPolicy;
import offhook.directory.User;
import offhook.directory.address.MailAddress;
import offhook.gateway.notify.OfflineStore.Stored;
import offhook.mail.Mail;
import offhook.mail.Outcome.Accepted;
import offhook.mail.Outcome.Refused;
import offhook.mail.Outcome.TryLater;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is told what, when, and by which channel. */
class NotifierTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Database database = TestDatabases.sqlite();
    private final NotifyWorld world = NotifyWorld.on(database);

    @AfterEach
    void close() {
        database.close();
    }

    private void missed(String id, Caller caller) {
        world.ends(call(id, caller, world.time.instant(), Outcome.RANG_OUT));
        world.pass(SECOND);
    }

    private List<String> bodies() {
        return world.chat.waiting(JULIET).stream().map(Stored::body).toList();
    }

    private static String id(String call) {
        return MissedCalls.alerts(call(call, romeo(), AT, Outcome.RANG_OUT), Calls.config())
                .get(0)
                .id();
    }

    private void policy(NotifyPolicy policy, Optional<MailAddress> mail) {
        world.people.change(
                "juliet",
                u -> new User(
                        u.id(),
                        u.name(),
                        u.jid(),
                        u.aors(),
                        u.extensions(),
                        u.numbers(),
                        mail,
                        u.language(),
                        u.zone(),
                        u.groups(),
                        Optional.of(policy),
                        true));
    }

    private void policy(NotifyPolicy policy) {
        policy(policy, Optional.of(new MailAddress("juliet@capulet.example")));
    }

    @Test
    void anAlertIsStoredForChatAtOnceUnderItsOwnId() {
        missed("a", romeo());
        assertThat(world.chat.waiting(JULIET)).hasSize(1).first().satisfies(message -> {
            assertThat(message.from()).hasToString("phone.capulet.example/15550123");
            assertThat(message.id()).isEqualTo(id("a"));
            assertThat(message.replaces()).isNull();
            assertThat(message.body())
                    .isEqualTo("Missed call from Romeo Montague (+1 555 0123), today 14:05, rang 0:12."
                            + " Call back: tel:+15550123");
        });
    }

    @Test
    void whatAClientTakesNeedsNoMail() {
        world.chat.login(JULIET);
        missed("a", romeo());
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofDays(4));
        assertThat(world.postman.attempts()).isEmpty();
        assertThat(world.notifier.waiting()).isZero();
    }

    @Test
    void whatNobodyTakesInFifteenMinutesBecomesAMailAndIsWithdrawn() {
        missed("a", romeo());
        world.pass(Duration.ofMinutes(15).minusSeconds(2));
        assertThat(world.postman.attempts()).isEmpty();
        world.pass(SECOND);
        assertThat(world.postman.inbox()).hasSize(1).first().satisfies(mail -> {
            assertThat(mail.id()).hasToString('<' + id("a") + "-mail@capulet.example>");
            assertThat(mail.to()).hasToString("juliet@capulet.example");
            assertThat(mail.from().address()).hasToString("phone@capulet.example");
            assertThat(mail.subject()).hasToString("Missed call from Romeo Montague (+1 555 0123)");
            assertThat(mail.text()).contains("today 14:05, rang 0:12").contains("Call back: tel:+15550123");
            assertThat(mail.html()).contains("<a href=\"tel:+15550123\">tel:+15550123</a>");
            assertThat(mail.date()).isEqualTo(AT);
        });
        world.pass(SECOND);
        assertThat(world.chat.waiting(JULIET)).isEmpty();
        assertThat(world.notifier.waiting()).isZero();
    }

    @Test
    void theWaitIsTheSameForSomebodyOnlineWhoseClientTakesNothing() {
        world.chat.login(JULIET);
        missed("a", romeo());
        world.pass(Duration.ofMinutes(15));
        assertThat(world.postman.inbox()).hasSize(1);
        assertThat(world.chat.waiting(JULIET)).isEmpty();
    }

    @Test
    void chatAloneSendsNoMail() {
        policy(NotifyPolicy.CHAT);
        missed("a", romeo());
        world.pass(Duration.ofDays(1));
        assertThat(bodies()).hasSize(1);
        assertThat(world.postman.attempts()).isEmpty();
    }

    @Test
    void emailAloneIsSentAtOnceAndNotStoredForChat() {
        policy(NotifyPolicy.EMAIL);
        missed("a", romeo());
        assertThat(world.postman.inbox()).hasSize(1);
        assertThat(bodies()).isEmpty();
    }

    @Test
    void bothAreBothAndNeitherStandsInForTheOther() {
        policy(NotifyPolicy.BOTH);
        missed("a", romeo());
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox()).hasSize(1);
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void noneIsNothing() {
        policy(NotifyPolicy.NONE);
        missed("a", romeo());
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.attempts()).isEmpty();
        assertThat(bodies()).isEmpty();
    }

    @Test
    void somebodyWithoutMailAddressIsToldInChat() {
        policy(NotifyPolicy.EMAIL, Optional.empty());
        missed("a", romeo());
        assertThat(bodies()).hasSize(1);
        assertThat(world.notifier.waiting()).isZero();
    }

    @Test
    void theSameCallTwiceIsOneAlert() {
        missed("a", romeo());
        missed("a", romeo());
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void theSameCallerWithinTenMinutesCorrectsTheAlert() {
        world.chat.login(JULIET);
        missed("a", romeo());
        world.chat.acknowledge(JULIET);
        world.pass(MINUTE);
        missed("b", romeo());
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofMinutes(9));
        missed("c", romeo());
        world.chat.acknowledge(JULIET);

        assertThat(world.chat.taken()).extracting(Stored::id).containsExactly(id("a"), id("b"), id("c"));
        // XEP-0308: "the id of the original message is used in each case".
        assertThat(world.chat.taken()).extracting(Stored::replaces).containsExactly(null, id("a"), id("a"));
        assertThat(world.chat.taken().get(2).from())
                .isEqualTo(world.chat.taken().get(0).from());
        assertThat(world.chat.taken().get(2).body()).contains("today 14:05 (3×, last 14:15). Call back");
    }

    @Test
    void aCorrectionReplacesWhatIsStillInTheStore() {
        world.chat.login(JULIET);
        missed("a", romeo());
        missed("b", romeo());
        missed("c", romeo());
        assertThat(world.chat.waiting(JULIET)).extracting(Stored::id).containsExactly(id("c"));
        assertThat(bodies()).first().asString().contains("(3×, last 14:05)");
    }

    @Test
    void theSameCallerLaterIsANewAlert() {
        world.chat.login(JULIET);
        missed("a", romeo());
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofMinutes(10));
        missed("b", romeo());
        assertThat(world.chat.waiting(JULIET)).extracting(Stored::replaces).containsOnlyNulls();
        assertThat(bodies().get(0)).doesNotContain("×");
    }

    @Test
    void anotherCallerIsAnotherAlert() {
        world.chat.login(JULIET);
        missed("a", romeo());
        missed("b", tybalt());
        assertThat(world.chat.waiting(JULIET))
                .extracting(message -> message.from().toString())
                .containsExactly("phone.capulet.example/15550123", "phone.capulet.example/tybalt");
    }

    @Test
    void severalAlertsWhileOfflineBecomeOneDigest() {
        missed("a", romeo());
        missed("b", tybalt());
        world.pass(MINUTE);
        missed("c", romeo());
        assertThat(world.chat.waiting(JULIET)).hasSize(1).first().satisfies(message -> {
            assertThat(message.from()).hasToString("phone.capulet.example/missed-calls");
            assertThat(message.replaces()).isNull();
            assertThat(message.body())
                    .startsWith("3 missed calls:\n– Romeo Montague (+1 555 0123), today 14:05 (2×, last 14:06).")
                    .contains("\n– Tybalt, today 14:05, rang 0:12.");
        });
    }

    /** The client may have it, though its line was cut before it said so: only under the same id is that no second alert. */
    @Test
    void whatWasSentIsInNoDigest() {
        world.chat.login(JULIET);
        missed("a", romeo());
        world.chat.logout(JULIET);
        missed("b", tybalt());
        assertThat(world.chat.waiting(JULIET)).hasSize(2);
        assertThat(bodies().get(1)).startsWith("Missed call from Tybalt");
        world.chat.login(JULIET);
        world.chat.logout(JULIET);
        missed("c", Calls.caller("Mercutio", "sip:mercutio@pbx.example"));
        assertThat(bodies()).hasSize(3).last().asString().startsWith("Missed call from Mercutio");
    }

    @Test
    void oneCallerWhileOfflineIsOneCountedAlert() {
        missed("a", romeo());
        missed("b", romeo());
        assertThat(world.chat.waiting(JULIET)).hasSize(1).first().satisfies(message -> {
            assertThat(message.from()).hasToString("phone.capulet.example/15550123");
            assertThat(message.body()).contains("(2×, last 14:05)");
        });
    }

    @Test
    void aDigestThatIsTakenNeedsNoMailForAnyOfIt() {
        missed("a", romeo());
        missed("b", tybalt());
        world.chat.login(JULIET);
        world.chat.acknowledge(JULIET);
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.attempts()).isEmpty();
        missed("c", romeo());
        assertThat(bodies()).hasSize(1).first().asString().startsWith("Missed call from Romeo");
    }

    @Test
    void aDigestHoldsFiftyAlertsThenAnotherOneBegins() {
        for (int i = 0; i < 70; i++) {
            missed("c" + i, Calls.caller("", "sip:+1555000%04d@pbx.example".formatted(i)));
        }
        assertThat(world.chat.waiting(JULIET)).hasSize(2);
        assertThat(bodies().get(0)).startsWith("50 missed calls:").hasLineCount(51);
        assertThat(bodies().get(1)).startsWith("20 missed calls:");
    }

    @Test
    void whatWaitsForAMailGoesAsOne() {
        missed("a", romeo());
        world.pass(Duration.ofMinutes(10));
        missed("b", tybalt());
        world.pass(Duration.ofMinutes(5));
        assertThat(world.postman.inbox()).hasSize(1).first().satisfies(mail -> {
            assertThat(mail.subject()).hasToString("2 missed calls");
            assertThat(mail.text()).contains("Romeo Montague").contains("Tybalt");
        });
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox()).hasSize(1);
        assertThat(bodies()).isEmpty();
    }

    @Test
    void aMailThatIsTakenInChatMeanwhileIsNotSent() {
        world.postman.answerWith(new TryLater("no route"));
        missed("a", romeo());
        world.pass(Duration.ofMinutes(16));
        assertThat(world.postman.attempts()).isNotEmpty();
        world.chat.login(JULIET);
        world.chat.acknowledge(JULIET);
        world.postman.answerWith(new Accepted());
        world.pass(Duration.ofDays(1));
        assertThat(world.postman.inbox()).isEmpty();
        assertThat(world.hospital.list()).isEmpty();
    }

    @Test
    void aServerThatIsAwayIsTriedWithGrowingPausesAndTheSameMessageId() {
        policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new TryLater("no route"));
        missed("a", romeo());
        world.pass(Duration.ofSeconds(80));
        assertThat(world.postman.attempts()).hasSize(5);
        assertThat(world.postman.attempts())
                .extracting(Mail::id)
                .containsOnly(world.postman.attempts().get(0).id());
        world.postman.answerWith(new Accepted());
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox()).hasSize(1);
    }

    @Test
    void whatComesWhileTheServerIsAwayFollowsAsOneMail() {
        policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new TryLater("no route"));
        missed("a", romeo());
        world.pass(MINUTE);
        missed("b", tybalt());
        missed("c", romeo());
        world.postman.answerWith(new Accepted());
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox())
                .extracting(mail -> mail.subject().value())
                .containsExactly("Missed call from Romeo Montague (+1 555 0123)", "2 missed calls");
    }

    @Test
    void whatIsRefusedIsInTheHospitalWithItsCause() {
        policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new Refused("550 5.1.1 no such user"));
        missed("a", romeo());
        world.pass(Duration.ofDays(1));
        assertThat(world.postman.attempts()).hasSize(1);
        assertThat(world.hospital.list()).hasSize(1).first().satisfies(patient -> {
            assertThat(patient.id()).isEqualTo(id("a") + "-mail");
            assertThat(patient.channel()).isEqualTo(Channel.MAIL);
            assertThat(patient.address()).contains(new MailAddress("juliet@capulet.example"));
            assertThat(patient.text()).contains("Romeo Montague").contains("yesterday 14:05");
            assertThat(patient.attempts()).isEqualTo(1);
            assertThat(patient.cause()).isEqualTo("550 5.1.1 no such user");
        });
        assertThat(world.notifier.waiting()).isZero();
    }

    @Test
    void aServerThatIsAwayForThreeDaysFillsTheHospital() {
        policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new TryLater("no route"));
        missed("a", romeo());
        world.pass(Duration.ofHours(71));
        assertThat(world.hospital.list()).isEmpty();
        world.pass(Duration.ofHours(2));
        assertThat(world.hospital.list()).extracting(Hospital.Patient::cause).containsExactly("no route");
        assertThat(world.postman.attempts().size()).isBetween(70, 90);
    }

    @Test
    void aPatientIsTriedAgainWithAnotherAddress() {
        policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new Refused("550 5.1.1 no such user"));
        missed("a", romeo());
        world.postman.answerWith(new Accepted());
        var id = world.hospital.list().get(0).id();
        assertThat(world.hospital.retry(id, new MailAddress("nurse@capulet.example")))
                .isCompletedWithValue(true);
        world.pass(SECOND);
        assertThat(world.postman.inbox())
                .extracting(mail -> mail.to().value())
                .containsExactly("nurse@capulet.example");
        assertThat(world.hospital.list()).isEmpty();
        assertThat(world.hospital.retry(id)).isCompletedWithValue(false);
    }

    @Test
    void aPatientIsTriedAgainForAsLongAsANewOne() {
        policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new TryLater("no route"));
        missed("a", romeo());
        world.pass(Duration.ofDays(4));
        assertThat(world.hospital.retry(world.hospital.list().get(0).id())).isCompletedWithValue(true);
        world.pass(Duration.ofDays(2));
        assertThat(world.hospital.list()).isEmpty();
        world.postman.answerWith(new Accepted());
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.inbox()).hasSize(1);
    }

    @Test
    void aPatientThatIsDroppedIsGone() {
        policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new Refused("no"));
        missed("a", romeo());
        var id = world.hospital.list().get(0).id();
        assertThat(world.hospital.drop(id)).isCompletedWithValue(true);
        assertThat(world.hospital.drop(id)).isCompletedWithValue(false);
        assertThat(world.hospital.drop("nobody")).isCompletedWithValue(false);
        world.pass(Duration.ofDays(1));
        assertThat(world.hospital.list()).isEmpty();
        assertThat(world.postman.attempts()).hasSize(1);
    }

    @Test
    void aStoreThatFailsIsTriedAgain() {
        world.chat.failWith(new IllegalStateException("disk full"));
        missed("a", romeo());
        world.pass(Duration.ofSeconds(20));
        assertThat(bodies()).isEmpty();
        world.chat.failWith(null);
        world.pass(MINUTE);
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void anAddressTakenAwayIsACauseForTheHospital() {
        policy(NotifyPolicy.CHAT_THEN_EMAIL);
        missed("a", romeo());
        policy(NotifyPolicy.CHAT_THEN_EMAIL, Optional.empty());
        world.pass(Duration.ofHours(1));
        assertThat(world.hospital.list())
                .extracting(Hospital.Patient::cause)
                .containsExactly("juliet has no mail address");
        assertThat(bodies()).hasSize(1);
    }

    @Test
    void somebodyWhoLeftIsToldNothing() {
        missed("a", romeo());
        world.people.disable("juliet");
        missed("b", romeo());
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.attempts()).isEmpty();
        assertThat(world.hospital.list())
                .extracting(Hospital.Patient::cause)
                .containsExactly("juliet is no user any more");
    }

    @Test
    void alertsCanComeInAThreadForEachCaller() {
        world.config = Calls.config("thread = \"caller\"");
        missed("a", romeo());
        missed("b", tybalt());
        missed("c", romeo());
        assertThat(world.chat.waiting(JULIET))
                .extracting(message -> message.from().toString())
                .containsExactlyInAnyOrder("+15550123@phone.capulet.example", "tybalt@phone.capulet.example");
        assertThat(bodies()).anyMatch(body -> body.contains("(2×, last 14:05)"));
    }

    @Test
    void aReloadedWaitHoldsForTheNextAlert() {
        world.config = Calls.config("after = \"1s\"");
        missed("a", romeo());
        world.pass(SECOND);
        assertThat(world.postman.inbox()).hasSize(1);
    }

    @Test
    void afterARestartEverythingGoesOnFromTheRows() {
        missed("a", romeo());
        world.notifier.stop();
        world.pass(Duration.ofMinutes(1));
        world.restart();
        world.pass(Duration.ofMinutes(14));
        assertThat(world.postman.inbox()).hasSize(1);
        assertThat(world.chat.waiting(JULIET)).isEmpty();
    }

    @Test
    void stopEndsWhatWasBegunAndBeginsNothing() {
        var stopped = world.notifier.stop();
        world.pass(SECOND);
        assertThat(stopped).isCompleted();
        missed("a", romeo());
        assertThat(bodies()).isEmpty();
        assertThat(world.notifier.waiting()).isEqualTo(2);
        assertThat(world.notifier.oldest()).contains(AT.plusSeconds(1));
    }

    @Test
    void whatIsDoneIsForgottenAfterAWeek() {
        missed("a", romeo());
        world.pass(Duration.ofDays(6));
        assertThat(rows()).isEqualTo(2);
        world.pass(Duration.ofDays(2));
        assertThat(rows()).isZero();
    }

    private long rows() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM outbox")
                .mapTo(Long.class)
                .one());
    }
}
