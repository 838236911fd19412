package offhook.sip.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The filter for fail2ban in docs/operations.md finds the addresses in the lines that {@link BansTest} and AuthenticatorTest have. */
class Fail2banTest {

    /** What fail2ban takes {@code <HOST>} for, as far as addresses go. */
    private static final String HOST = "\\[?(?:(?:::f{4,6}:)?(?<four>(?:\\d{1,3}\\.){3}\\d{1,3})"
            + "|(?<six>(?:[0-9a-fA-F]{1,4}::?|:){1,7}(?:[0-9a-fA-F]{1,4}|(?<=:):?)))\\]?";

    private static List<Pattern> filter() throws IOException {
        var page = Files.readString(Path.of("../docs/operations.md"));
        var lines = page.substring(page.indexOf("failregex = "));
        return lines.substring("failregex = ".length(), lines.indexOf("\n```"))
                .lines()
                .map(line -> Pattern.compile(line.strip().replace("<HOST>", HOST)))
                .toList();
    }

    private static Optional<String> address(String line) throws IOException {
        return filter().stream()
                .map(regex -> regex.matcher("Nov 23 05:08:10 pbx offhook[7]: " + line))
                .filter(found -> found.find())
                .map(found -> found.group("four") == null ? found.group("six") : found.group("four"))
                .findFirst();
    }

    @Test
    void addressesAreFound() throws IOException {
        assertThat(filter()).hasSize(2);
        assertThat(address("WARN login failed service=sip user=juliet address=192.0.2.1"))
                .contains("192.0.2.1");
        assertThat(address("WARN login failed service=sip user=- address=[2001:db8:0:0:0:0:0:66]"))
                .contains("2001:db8:0:0:0:0:0:66");
        assertThat(address("WARN address banned service=sip address=203.0.113.66 minutes=10 guesses=20"))
                .contains("203.0.113.66");
        assertThat(address("WARN address banned service=sip address=[2001:db8:0:0:0:0:0:66] minutes=10 guesses=20"))
                .contains("2001:db8:0:0:0:0:0:66");
    }

    /** What somebody calls themselves is no address. */
    @Test
    void nobodyHasAnotherAddressFound() throws IOException {
        assertThat(address("WARN login failed service=sip user=x_y__address_192.0.2.9 address=192.0.2.1"))
                .contains("192.0.2.1");
        assertThat(address("INFO call id=1 from=192.0.2.9 to=201 lasted=1.0s legs="))
                .isEmpty();
    }
}
