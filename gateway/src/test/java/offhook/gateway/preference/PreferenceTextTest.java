package offhook.gateway.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import offhook.directory.NotifyPolicy;
import offhook.voicemail.box.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTextTest {

    static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("channel", "chat-then-email"),
            Map.entry("voicemail", "both"),
            Map.entry("mail", "mp3"),
            Map.entry("language", "de"),
            Map.entry("time_zone", "Europe/Berlin"),
            Map.entry("quiet_from", "22:00"),
            Map.entry("quiet_to", "07:30"),
            Map.entry("quiet_days", "monday,sunday"),
            Map.entry("digest", "friday"),
            Map.entry("digest_at", "16:00"),
            Map.entry("greeting", "fr"),
            Map.entry("answer_after", "30s"));

    @Test
    void everyNameIsReadAndWritten() {
        assertThat(ALL.keySet()).containsExactlyInAnyOrderElementsOf(PreferenceText.NAMES);
        var read = PreferenceText.read(ALL);
        assertThat(read)
                .isEqualTo(new Preference(
                        Optional.of(NotifyPolicy.CHAT_THEN_EMAIL),
                        Optional.of(NotifyPolicy.BOTH),
                        Optional.of(Format.MP3),
                        Optional.of(Locale.GERMAN),
                        Optional.of(ZoneId.of("Europe/Berlin")),
                        Optional.of(new Quiet(
                                LocalTime.of(22, 0), LocalTime.of(7, 30), Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY))),
                        Optional.of(new Digest(Optional.of(DayOfWeek.FRIDAY), LocalTime.of(16, 0))),
                        Optional.of(Locale.FRENCH),
                        Optional.of(Duration.ofSeconds(30))));
        assertThat(PreferenceText.write(read)).isEqualTo(ALL);
    }

    @Test
    void whatIsEmptyIsNotChosen() {
        assertThat(PreferenceText.read(Map.of("channel", " ", "quiet_from", "", "digest_at", "08:00")))
                .isEqualTo(Preference.NONE);
        assertThat(PreferenceText.write(Preference.NONE)).isEmpty();
    }

    @Test
    void asPeopleWriteIt() {
        var read = PreferenceText.read(
                Map.of("quiet_from", "22:00", "quiet_to", "7:30", "digest", "daily", "answer_after", "15"));
        assertThat(read.quiet()).contains(new Quiet(LocalTime.of(22, 0), LocalTime.of(7, 30), Quiet.EVERY_DAY));
        assertThat(read.digest()).contains(new Digest(Optional.empty(), LocalTime.of(8, 0)));
        assertThat(read.answerAfter()).contains(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channel|pigeon|channel: expected one of chat, email, both, chat-then-email, none",
                "mail|ogg|mail: expected one of wav, mp3, none",
                "language|it|language: expected one of en, de, fr",
                "time_zone|Verona|time_zone: expected a time zone such as Europe/Rome",
                "quiet_from|late|quiet_from: expected a time such as 22:00",
                "quiet_from|22:00|quiet_to: expected a time, as quiet hours need both",
                "quiet_to|07:00|quiet_from: expected a time, as quiet hours need both",
                "quiet_days|today|quiet_days: expected days such as monday,friday",
                "digest|hourly|digest: expected daily, or a day of the week",
                "digest_at|25:00|digest_at: expected a time such as 22:00",
                "answer_after|-1s|answer_after: expected seconds such as 20s",
                "answer_after|99999999999|answer_after: expected seconds such as 20s"
            })
    void whatIsWrongIsSaidInOneLine(String name, String text, String line) {
        assertThatThrownBy(() -> PreferenceText.read(Map.of(name, text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(line);
    }

    @Test
    void whatThereIsNot() {
        assertThatThrownBy(() -> PreferenceText.read(Map.of("ringtone", "loud")))
                .hasMessageStartingWith("there is no such preference; there are channel, voicemail, mail,");
    }
}
