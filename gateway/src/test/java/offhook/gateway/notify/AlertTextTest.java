package offhook.gateway.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import offhook.directory.User;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.sip.call.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertTextTest {

    private static final Instant AT = Calls.AT;

    private static AlertText text(String language, String zone, Instant now) {
        return new AlertText(
                new User(
                        Calls.JULIET,
                        new DisplayName("Juliet"),
                        Jid.parse("juliet@capulet.example"),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Locale.forLanguageTag(language),
                        ZoneId.of(zone),
                        Set.of(),
                        Optional.empty(),
                        true),
                now);
    }

    private static String english(Entry... entries) {
        return text("en", "UTC", AT).body(List.of(entries));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CALLER_HUNG_UP | , rang 0:12",
                "RANG_OUT       | , rang 0:12",
                "BUSY           | , called while you were on the phone",
                "UNREACHABLE    | , your phone was not reachable",
                "DECLINED       | , declined",
                "TO_VOICEMAIL   | , went to voicemail",
                "CUT_BY_RESTART | , cut by a restart"
            })
    void saysWhoWhenAndWhy(Outcome outcome, String detail) {
        assertThat(english(Calls.entry(Calls.romeo(), AT, outcome)))
                .isEqualTo("Missed call from Romeo Montague (+1 555 0123), today 14:05" + detail
                        + ". Call back: tel:+15550123");
    }

    @Test
    void aCallThatNeverRangSaysNothingOfRinging() {
        var silent = new MissedCall(
                Calls.JULIET, "c", "t", Calls.tybalt(), AT, Duration.ofMillis(300), Outcome.CALLER_HUNG_UP);
        var like = Calls.entry(Calls.tybalt(), AT, Outcome.CALLER_HUNG_UP);
        var entry = Calls.waiting(silent, like.channel(), like.topic(), AT);
        assertThat(english(entry))
                .isEqualTo("Missed call from Tybalt, today 14:05. Call back: sip:tybalt@capulet.example");
    }

    @Test
    void aWithheldCallerIsNotNamed() {
        assertThat(english(Calls.entry(Calls.withheld(), AT, Outcome.RANG_OUT)))
                .isEqualTo("Missed call from Withheld, today 14:05, rang 0:12.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UTC             | 2026-11-22T23:59:59Z | today 14:05",
                "UTC             | 2026-11-23T00:00:00Z | yesterday 14:05",
                "UTC             | 2026-11-24T00:00:00Z | Sun 22 Nov 14:05",
                "Europe/Berlin   | 2026-11-22T22:59:59Z | today 15:05",
                "Europe/Berlin   | 2026-11-22T23:00:00Z | yesterday 15:05",
                "Pacific/Auckland| 2026-11-22T14:05:30Z | today 03:05",
                "Asia/Kolkata    | 2026-11-22T14:05:30Z | today 19:35"
            })
    void tellsTheInviteByTheClockAndCalendarOfThePerson(String zone, Instant now, String when) {
        assertThat(text("en", zone, now).body(List.of(Calls.entry(Calls.romeo(), AT, Outcome.RANG_OUT))))
                .startsWith("Missed call from Romeo Montague (+1 555 0123), " + when + ", rang");
    }

    @Test
    void callsOfOneCallerAreCounted() {
        assertThat(english(
                        Calls.entry(Calls.romeo(), AT.plusSeconds(240), Outcome.RANG_OUT),
                        Calls.entry(Calls.romeo(), AT, Outcome.RANG_OUT),
                        Calls.entry(Calls.romeo(), AT.plusSeconds(60), Outcome.CALLER_HUNG_UP)))
                .isEqualTo("Missed call from Romeo Montague (+1 555 0123), today 14:05 (3×, last 14:09)."
                        + " Call back: tel:+15550123");
    }

    @Test
    void theReasonOfTheLastCallCounts() {
        assertThat(english(
                        Calls.entry(Calls.romeo(), AT, Outcome.RANG_OUT),
                        Calls.entry(Calls.romeo(), AT.plusSeconds(60), Outcome.BUSY)))
                .contains("today 14:05 (2×, last 14:06), called while you were on the phone. Call back");
    }

    @Test
    void callsAroundMidnightNameBothDays() {
        var lateCall = Instant.parse("2026-11-21T23:58:00Z");
        assertThat(english(
                        Calls.entry(Calls.romeo(), lateCall, Outcome.RANG_OUT),
                        Calls.entry(Calls.romeo(), lateCall.plusSeconds(300), Outcome.RANG_OUT)))
                .contains("yesterday 23:58 (2×, last today 00:03)");
    }

    @Test
    void severalCallersMakeADigest() {
        var digest = List.of(
                Calls.entry(Calls.romeo(), AT, Outcome.RANG_OUT),
                Calls.entry(Calls.tybalt(), AT.plusSeconds(60), Outcome.UNREACHABLE),
                Calls.entry(Calls.romeo(), AT.plusSeconds(120), Outcome.RANG_OUT));
        assertThat(english(digest.toArray(Entry[]::new)))
                .isEqualTo(
                        """
                        3 missed calls:
                        – Romeo Montague (+1 555 0123), today 14:05 (2×, last 14:07). Call back: tel:+15550123
                        – Tybalt, today 14:06, your phone was not reachable. Call back: sip:tybalt@capulet.example""");
        assertThat(text("en", "UTC", AT).subject(digest)).isEqualTo("3 missed calls");
    }

    @Test
    void theSubjectNamesTheCaller() {
        assertThat(text("en", "UTC", AT).subject(List.of(Calls.entry(Calls.romeo(), AT, Outcome.RANG_OUT))))
                .isEqualTo("Missed call from Romeo Montague (+1 555 0123)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de    | Verpasster Anruf von Romeo Montague (+1 555 0123), heute 15:05, klingelte 0:12. Zurückrufen: tel:+15550123",
                "de-AT | Verpasster Anruf von Romeo Montague (+1 555 0123), heute 15:05, klingelte 0:12. Zurückrufen: tel:+15550123",
                "fr    | Appel manqué de Romeo Montague (+1 555 0123), aujourd’hui 15:05, a sonné 0:12. Rappeler : tel:+15550123",
                "ja    | Missed call from Romeo Montague (+1 555 0123), today 15:05, rang 0:12. Call back: tel:+15550123"
            })
    void speaksTheLanguageOfThePerson(String language, String body) {
        assertThat(text(language, "Europe/Berlin", AT).body(List.of(Calls.entry(Calls.romeo(), AT, Outcome.RANG_OUT))))
                .isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr"})
    void everyTextIsTranslated(String language) {
        var english = ResourceBundle.getBundle("offhook.gateway.notify.alerts", Locale.ROOT);
        var translated = ResourceBundle.getBundle("offhook.gateway.notify.alerts", Locale.forLanguageTag(language));
        var words = new Words(Locale.forLanguageTag(language));
        assertThat(translated.getLocale().getLanguage()).isEqualTo(language);
        for (var key : english.keySet()) {
            assertThat(placeholders(translated.getString(key))).as(key).isEqualTo(placeholders(english.getString(key)));
            assertThat(words.get(key)).isNotBlank();
        }
    }

    @Test
    void aNameCannotFillInATemplate() {
        assertThat(english(Calls.entry(Calls.caller("{0} '{1}' $1", "sip:x@capulet.example"), AT, Outcome.RANG_OUT)))
                .startsWith("Missed call from {0} '{1}' $1, today");
    }

    private static List<Integer> placeholders(String text) {
        return Arrays.asList(text.indexOf("{0}") < 0 ? 0 : 1, text.indexOf("{1}") < 0 ? 0 : 1);
    }
}
