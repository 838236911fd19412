package offhook.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.StringLength;
import offhook.sip.message.Uri;
import offhook.sip.testing.SipWorld;
import org.junit.jupiter.api.Test;

class GruusTest {

    private final Gruus gruus = new Gruus(new byte[32], SipWorld.random());

    @Test
    void aPublicOneSaysItsDevice() {
        var gruu = Gruus.publicGruu(Uri.parse("sip:juliet@capulet.example"), "urn:uuid:f81d4fae-7dec-11d0");
        assertThat(gruu).hasToString("sip:juliet@capulet.example;gr=urn:uuid:f81d4fae-7dec-11d0");
        assertThat(Gruus.instance(gruu)).contains("urn:uuid:f81d4fae-7dec-11d0");
        assertThat(gruus.series(gruu)).isEmpty();
    }

    @Property(tries = 200)
    void anyDeviceIsFoundAgain(@ForAll @NotBlank @StringLength(max = 60) String instance) {
        var gruu = Gruus.publicGruu(Uri.parse("sip:juliet@capulet.example"), instance);
        assertThat(Gruus.instance(Uri.parse(gruu.toString()))).contains(valid(instance));
    }

    /** Half a pair of surrogates is no character. */
    private static String valid(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void temporaryOnesShowNothing() {
        var series = gruus.newSeries();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            var gruu = gruus.temporaryGruu(series, "capulet.example");
            assertThat(gruu.toString())
                    .matches("sip:tgruu\\.[0-9a-f]{48}@capulet\\.example;gr")
                    .doesNotContain(series);
            assertThat(gruus.series(gruu)).contains(series);
            assertThat(Gruus.instance(gruu)).isEmpty();
            assertThat(seen.add(gruu.user().substring(6, 14))).isTrue();
        }
    }

    @Test
    void nobodyElseMakesThem() {
        var gruu = gruus.temporaryGruu(gruus.newSeries(), "capulet.example").toString();
        var other = gruu.replace(gruu.substring(12, 13), gruu.charAt(12) == 'a' ? "b" : "a");
        assertThat(gruus.series(Uri.parse(other))).isEmpty();
        assertThat(gruus.series(Uri.parse(gruu.replace(";gr", "")))).isEmpty();
        assertThat(gruus.series(Uri.parse("sip:tgruu.zz@capulet.example;gr"))).isEmpty();
        var elsewhere =
                new Gruus("another secret of thirty-two byte".getBytes(StandardCharsets.US_ASCII), SipWorld.random());
        assertThat(elsewhere.series(Uri.parse(gruu))).isEmpty();
    }
}
