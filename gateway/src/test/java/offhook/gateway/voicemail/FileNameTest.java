package offhook.gateway.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

    private static final Instant AT = Instant.parse("2026-11-22T13:05:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static String of(String name, String address, boolean withheld) {
        var caller = new Caller(new DisplayName(name), SipUri.parse(address), Optional.empty(), withheld);
        return FileName.of(caller, AT, BERLIN, ".mp3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Romeo Montague | _Romeo_Montague",
                "Zoë Müller-Lüdenscheidt | _Zoe_Muller_Ludenscheidt",
                "../../etc/passwd | _etc_passwd",
                "a\"b;c=d\\e | _a_b_c_d_e",
                "...mp3.exe | _mp3_exe",
                "Ромео | _15550123",
                "'' | _15550123"
            })
    void itTellsWhenAndWhoInPlainLetters(String name, String expected) {
        assertThat(of(name, "sip:+15550123@x", false)).isEqualTo("2026-11-22_1405" + expected + ".mp3");
    }

    @Test
    void itIsNotTooLong() {
        assertThat(of("x".repeat(100), "sip:1@x", false)).hasSizeLessThan(90);
    }

    @Test
    void whoWithholdsTheirNameHasNone() {
        assertThat(of("Romeo", "sip:+15550123@x", true)).isEqualTo("2026-11-22_1405.mp3");
    }
}
