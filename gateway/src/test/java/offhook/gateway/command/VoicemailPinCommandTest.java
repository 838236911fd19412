package offhook.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;
import offhook.voicemail.pin.Phone;
import offhook.voicemail.pin.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VoicemailPinCommandTest extends OnAServer {

    private static final UserId JULIET = new UserId("juliet");
    private static final Caller SOMEBODY =
            new Caller(new DisplayName(""), SipUri.parse("sip:+15550123@pstn.example"), Optional.empty(), false);

    @Override
    String extension() {
        return "2010";
    }

    private Verdict pressed(String digits) {
        return server.pins
                .check(JULIET, digits, SOMEBODY, Phone.OWN)
                .toCompletableFuture()
                .join();
    }

    @Test
    void aPinFromBeginningToEnd() {
        assertThat(said(0, "voicemail", "pin", "juliet", "--state")).isEqualTo("the PIN of juliet: none");
        assertThat(said(1, "voicemail", "pin", "juliet", "--remove")).isEqualTo("offhook: they have no PIN");
        assertThat(said(1, "voicemail", "pin", "juliet", "--unlock")).isEqualTo("offhook: they have no PIN");

        world.typed.addAll(List.of("4711", "4711"));
        assertThat(said(0, "voicemail", "pin", "2010")).isEqualTo("2010 has a new PIN");
        assertThat(pressed("4711")).isEqualTo(Verdict.RIGHT);

        IntStream.range(0, 5).forEach(i -> pressed("000" + i));
        assertThat(said(0, "voicemail", "pin", "juliet", "--state")).isEqualTo("the PIN of juliet: locked");
        assertThat(said(0, "voicemail", "pin", "juliet", "--unlock")).isEqualTo("the PIN of juliet is unlocked");
        assertThat(pressed("4711")).isEqualTo(Verdict.RIGHT);

        world.input = "0815\n";
        assertThat(said(0, "voicemail", "pin", "juliet", "--pin-stdin")).isEqualTo("juliet has a new PIN");
        assertThat(pressed("0815")).isEqualTo(Verdict.RIGHT);
        assertThat(said(0, "voicemail", "pin", "juliet", "--remove")).isEqualTo("juliet has no PIN any more");
        assertThat(pressed("0815")).isEqualTo(Verdict.WRONG);
    }

    /** One line, and no word of what it was. */
    @Test
    void whatIsRefused() {
        for (var pin : List.of("1234", "0000", "2010", "47", "47a1")) {
            world.input = pin + '\n';
            assertThat(said(1, "voicemail", "pin", "juliet", "--pin-stdin"))
                    .startsWith("offhook: ")
                    .doesNotContain("\n", pin);
        }
        world.input = "";
        assertThat(said(2, "voicemail", "pin", "juliet", "--pin-stdin"))
                .isEqualTo("offhook: standard input is empty: a PIN was expected");
        world.typed.addAll(List.of("4711", "4712"));
        assertThat(said(1, "voicemail", "pin", "juliet")).isEqualTo("offhook: the two PINs differ");
        assertThat(said(1, "voicemail", "pin", "tybalt", "--state"))
                .contains("there is no user of that name or number");
        assertThat(world.run("voicemail", "pin", "juliet", "--remove", "--unlock")
                        .exitCode())
                .isEqualTo(2);
    }
}
