package offhook.gateway.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import offhook.directory.address.PhoneNumber;
import offhook.gateway.notify.MissedCallsConfig.ChatThread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerLineTest {

    private final Words words = new Words(Locale.ENGLISH);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // name          | address                               | shown                          | call back
                "Romeo Montague  | sip:+15550123@pbx.example             | Romeo Montague (+1 555 0123)   | tel:+15550123",
                "Romeo Montague  | sip:+15550123@pbx.example;user=phone  | Romeo Montague (+1 555 0123)   | tel:+15550123",
                "Romeo Montague  | tel:+1-555-0123                       | Romeo Montague (+1 555 0123)   | tel:+15550123",
                "''              | sip:+15550123@pbx.example             | +1 555 0123                    | tel:+15550123",
                "+1 555 0123     | sip:+15550123@pbx.example             | +1 555 0123                    | tel:+15550123",
                "Nurse           | sip:203@capulet.example               | Nurse (203)                    | sip:203@capulet.example",
                "''              | sip:203@capulet.example               | 203                            | sip:203@capulet.example",
                "Romeo Montague  | sip:romeo@capulet.example             | Romeo Montague                 | sip:romeo@capulet.example",
                "''              | sip:romeo@montague.example            | romeo@montague.example         | sip:romeo@montague.example",
                "''              | sips:romeo@montague.example:5061;gr=x | romeo@montague.example         | sips:romeo@montague.example:5061",
                "Door            | sip:192.0.2.7                         | Door                           | sip:192.0.2.7",
                "''              | sip:192.0.2.7                         | 192.0.2.7                      | sip:192.0.2.7",
                "Reception       | tel:0301234;phone-context=capulet.example | Reception (0301234) | tel:0301234;phone-context=capulet.example"
            })
    void showsAndCallsBack(String name, String uri, String shown, String callBack) {
        var line = new CallerLine(Calls.caller(name, uri));
        assertThat(line.shown(words)).isEqualTo(shown);
        assertThat(line.callBack()).contains(callBack);
    }

    @Test
    void aWithheldCallerHasNoNameAndCannotBeCalledBack() {
        var line = new CallerLine(Calls.withheld());
        assertThat(line.shown(words)).isEqualTo("Withheld");
        assertThat(line.callBack()).isEmpty();
        assertThat(line.topic("capulet.example")).isEqualTo("anonymous");
    }

    @ParameterizedTest
    @CsvSource({
        "sip:+15550123@pbx.example,  +15550123,              phone.capulet.example/15550123, +15550123@phone.capulet.example",
        "tel:+15550123,              +15550123,              phone.capulet.example/15550123, +15550123@phone.capulet.example",
        "sip:203@capulet.example,    203,                    phone.capulet.example/203, 203@phone.capulet.example",
        "sip:romeo@capulet.example,  romeo,                  phone.capulet.example/romeo, romeo@phone.capulet.example",
        "sip:romeo@montague.example, romeo@montague.example, phone.capulet.example/romeo@montague.example,"
                + " romeo%montague.example@phone.capulet.example",
        "sip:192.0.2.7,              192.0.2.7,              phone.capulet.example/192.0.2.7, 192.0.2.7@phone.capulet.example"
    })
    void hasAnAddressOfTheirOwn(String uri, String topic, String fromService, String fromCaller) {
        var found = new CallerLine(Calls.caller("Romeo", uri)).topic("capulet.example");
        var addresses = new AlertAddress("capulet.example");
        assertThat(found).isEqualTo(topic);
        assertThat(addresses.of(found, ChatThread.SERVICE)).hasToString(fromService);
        assertThat(addresses.of(found, ChatThread.CALLER)).hasToString(fromCaller);
    }

    @Test
    void whatXmppRefusesGetsAnAddressAllTheSame() {
        var topic = new CallerLine(Calls.caller("", "sip:a%20b'c@montague.example")).topic("capulet.example");
        var addresses = new AlertAddress("capulet.example");
        var address = addresses.of(topic, ChatThread.CALLER);
        assertThat(address.local()).startsWith("caller-");
        assertThat(addresses.of(topic, ChatThread.CALLER)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "+15550123, +1 555 0123",
        "+12125550123, +1 212 555 0123",
        "+493012345678, +49 301 234 5678",
        "+442071234567, +44 207 123 4567",
        "+33123456789, +33 123 456 789",
        "+4930123456, +49 3012 3456",
        "+35312345678, +353 1234 5678",
        "+4930123, +49 30123",
        "+74951234567, +7 495 123 4567",
        "+491511234567890, +49 151 123 456 7890",
        "+12, +1 2",
        "+21, +21",
        "+3531, +353 1"
    })
    void numbersAreSpacedForTheEye(String number, String spaced) {
        assertThat(PhoneDigits.spaced(new PhoneNumber(number))).isEqualTo(spaced);
        assertThat(spaced.replace(" ", "")).isEqualTo(number);
    }
}
