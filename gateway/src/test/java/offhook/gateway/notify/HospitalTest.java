package offhook.gateway.notify;

import static offhook.gateway.notify.Calls.romeo;
import static offhook.gateway.notify.NotifyWorld.JULIET;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import offhook.directory.NotifyPolicy;
import offhook.directory.address.MailAddress;
import offhook.mail.Mail;
import offhook.mail.Outcome.Accepted;
import offhook.mail.Outcome.Refused;
import offhook.mail.Outcome.TryLater;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What cannot be delivered: tried again, given up, and taken up again by hand. */
class HospitalTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Database database = TestDatabases.sqlite();
    private final NotifyWorld world = NotifyWorld.on(database);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aMailThatIsTakenInChatMeanwhileIsNotSent() {
        world.postman.answerWith(new TryLater("no route"));
        world.missed("a", romeo());
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
        world.policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new TryLater("no route"));
        world.missed("a", romeo());
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
    void whatIsRefusedIsInTheHospitalWithItsCause() {
        world.policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new Refused("550 5.1.1 no such user"));
        world.missed("a", romeo());
        world.pass(Duration.ofDays(1));
        assertThat(world.postman.attempts()).hasSize(1);
        assertThat(world.hospital.list()).hasSize(1).first().satisfies(patient -> {
            assertThat(patient.id()).isEqualTo(MissedCallsTest.id("a") + "-mail");
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
        world.policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new TryLater("no route"));
        world.missed("a", romeo());
        world.pass(Duration.ofHours(71));
        assertThat(world.hospital.list()).isEmpty();
        world.pass(Duration.ofHours(2));
        assertThat(world.hospital.list()).extracting(Hospital.Patient::cause).containsExactly("no route");
        assertThat(world.postman.attempts().size()).isBetween(70, 90);
    }

    @Test
    void aPatientIsTriedAgainWithAnotherAddress() {
        world.policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new Refused("550 5.1.1 no such user"));
        world.missed("a", romeo());
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
        world.policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new TryLater("no route"));
        world.missed("a", romeo());
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
        world.policy(NotifyPolicy.EMAIL);
        world.postman.answerWith(new Refused("no"));
        world.missed("a", romeo());
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
        world.missed("a", romeo());
        world.pass(Duration.ofSeconds(20));
        assertThat(world.bodies()).isEmpty();
        world.chat.failWith(null);
        world.pass(MINUTE);
        assertThat(world.bodies()).hasSize(1);
    }

    @Test
    void anAddressTakenAwayIsACauseForTheHospital() {
        world.policy(NotifyPolicy.CHAT_THEN_EMAIL);
        world.missed("a", romeo());
        world.policy(NotifyPolicy.CHAT_THEN_EMAIL, Optional.empty());
        world.pass(Duration.ofHours(1));
        assertThat(world.hospital.list())
                .extracting(Hospital.Patient::cause)
                .containsExactly("juliet has no mail address");
        assertThat(world.bodies()).hasSize(1);
    }

    @Test
    void somebodyWhoLeftIsToldNothing() {
        world.missed("a", romeo());
        world.people.disable("juliet");
        world.missed("b", romeo());
        world.pass(Duration.ofHours(1));
        assertThat(world.postman.attempts()).isEmpty();
        assertThat(world.hospital.list())
                .extracting(Hospital.Patient::cause)
                .containsExactly("juliet is no user any more");
    }
}
