package offhook.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import offhook.directory.address.PhoneNumber;
import offhook.directory.address.SipUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberPlanTest {

    @ParameterizedTest
    @CsvSource({
        "+49, 030123456, +4930123456",
        "+49, 30123456, +4930123456",
        "+49, 004930123456, +4930123456",
        "+49, 4930123456, +4930123456",
        "+49, +4930123456, +4930123456",
        "+49, 0015550123456, +15550123456",
        "+1, 15550123456, +15550123456",
        "+1, 5550123456, +15550123456",
        "+1, 0114930123456, +4930123456",
        "+7, 84951234567, +74951234567",
        "+7, 8104930123456, +4930123456",
        "+36, 0612345678, +3612345678",
        "+39, 0612345678, +390612345678",
        "'', 4930123456, +4930123456",
        "'', 004930123456, +4930123456"
    })
    void aDialledNumberMayMeanIt(String country, String dialled, String number) {
        assertThat(NumberPlan.of(country).meanings(dialled)).contains(new PhoneNumber(number));
    }

    @Test
    void theLikeliestMeaningComesFirst() {
        assertThat(NumberPlan.of("+49").meanings("004930123")).first().hasToString("+4930123");
        assertThat(NumberPlan.of("+49").meanings("030123")).first().hasToString("+4930123");
        assertThat(NumberPlan.of("").meanings("030123")).isEmpty();
        assertThat(NumberPlan.of("+49").meanings("+030123")).isEmpty();
        assertThat(NumberPlan.of("+49").meanings("*97")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "sip:201@a, 201",
        "sip:*97%23@a, *97#",
        "sip:+1-(555)-01.23;ext=4@a;user=phone, +15550123",
        "tel:+1-555-0123, +15550123"
    })
    void digitsAreWhatWasDialled(String uri, String dialled) {
        assertThat(NumberPlan.dialled(SipUri.parse(uri))).contains(dialled);
    }

    @ParameterizedTest
    @CsvSource({"sip:juliet@a", "sip:a", "sip:2+1@a", "sip:1234567890123456789012345@a", "sip:--@a", "tel:abc"})
    void aNameIsNotDialled(String uri) {
        assertThat(NumberPlan.dialled(SipUri.parse(uri))).isEmpty();
    }

    @Test
    void aNumberInAListOfPeopleIsReadByTheRulesOfTheCountry() {
        assertThat(NumberPlan.of("+49").written("030 123")).hasToString("+4930123");
        assertThat(NumberPlan.of("+49").written("+1 (555) 012-3456")).hasToString("+15550123456");
        assertThatThrownBy(() -> NumberPlan.of("").written("030 123")).hasMessageContaining("no E.164 number");
        assertThatThrownBy(() -> NumberPlan.of("+49").written("desk")).hasMessageContaining("no E.164 number");
        assertThatThrownBy(() -> NumberPlan.of("+49").written("030123456789012345"))
                .hasMessageContaining("no telephone number of +49");
    }
}
