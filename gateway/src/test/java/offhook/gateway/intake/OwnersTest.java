package offhook.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import offhook.directory.User;
import offhook.directory.address.MailAddress;
import offhook.directory.testing.TestPeople;
import offhook.mail.intake.PbxVoicemail;
import org.junit.jupiter.api.Test;

class OwnersTest {

    private final TestPeople people = TestPeople.ofVerona();
    private final Owners owners = new Owners(people);

    private List<String> of(String assigned, String mailbox, String... recipients) {
        var told = new PbxVoicemail.Owners(
                Optional.ofNullable(assigned), Optional.ofNullable(mailbox), List.of(recipients));
        return owners.of(told).stream().map(user -> user.id().value()).toList();
    }

    private Optional<String> person(String text) {
        return owners.person(text).map(User::id).map(Object::toString);
    }

    @Test
    void peopleHaveManyAddresses() {
        people.change("juliet", user -> user.withMail(Optional.of(new MailAddress("Juliet.C@mail.example"))));
        assertThat(person("201")).contains("juliet");
        assertThat(person("juliet")).contains("juliet");
        assertThat(person("201@capulet.example")).contains("juliet");
        assertThat(person("juliet@CAPULET.example")).contains("juliet");
        assertThat(person("juliet.c@mail.example")).contains("juliet");
        assertThat(person("juliet@mail.example")).isEmpty();
        assertThat(person("201@elsewhere.example")).isEmpty();
        assertThat(person("299")).isEmpty();
        assertThat(person("600")).as("a ring group has no mailbox").isEmpty();
        assertThat(person("@")).isEmpty();
        assertThat(person("x\u0000y@capulet.example")).isEmpty();
    }

    @Test
    void theMailKnowsBetterThanItsEnvelope() {
        assertThat(of(null, "202", "juliet@capulet.example")).containsExactly("romeo");
        assertThat(of(null, "299", "juliet@capulet.example")).containsExactly("juliet");
        assertThat(of(null, null, "juliet@capulet.example", "x@y", "201@capulet.example", "nurse@capulet.example"))
                .containsExactly("juliet", "nurse");
        assertThat(of(null, "299", "x@y")).isEmpty();
    }

    @Test
    void anAdminKnowsBest() {
        assertThat(of("203", "202", "juliet@capulet.example")).containsExactly("nurse");
        assertThat(of("299", "202", "juliet@capulet.example")).isEmpty();
    }

    @Test
    void whoHasLeftGetsNothing() {
        people.disable("juliet");
        assertThat(of(null, "201", "juliet@capulet.example")).isEmpty();
    }
}
