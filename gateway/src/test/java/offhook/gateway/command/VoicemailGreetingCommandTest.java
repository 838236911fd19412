package offhook.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import offhook.directory.UserId;
import offhook.voicemail.testing.Spoken;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VoicemailGreetingCommandTest extends OnAServer {

    private static final UserId JULIET = new UserId("juliet");

    @Test
    void aGreetingFromBeginningToEnd() {
        Spoken.whistle(folder.resolve("hello.wav"), Duration.ofSeconds(4), 16_000, 500);
        assertThat(said(1, "voicemail", "greeting", "juliet")).isEqualTo("offhook: they have no greeting of their own");
        assertThat(said(0, "voicemail", "greeting", "juliet", "hello.wav"))
                .isEqualTo("callers of juliet hear hello.wav");
        assertThat(server.greetings.own(JULIET).orElseThrow().clip().length())
                .isBetween(Duration.ofMillis(3_900), Duration.ofMillis(4_100));
        assertThat(said(0, "voicemail", "greeting", "201"))
                .startsWith("callers of 201 hear a greeting of ")
                .contains(" seconds since 20");
        assertThat(said(0, "voicemail", "greeting", "juliet", "--remove"))
                .isEqualTo("callers of juliet hear the standard greeting");
        assertThat(server.greetings.own(JULIET)).isEmpty();
        assertThat(said(1, "voicemail", "greeting", "juliet", "--remove"))
                .isEqualTo("offhook: they have no greeting of their own");
    }

    @Test
    void whatIsRefused() throws Exception {
        Files.writeString(folder.resolve("hello.txt"), "hello");
        assertThat(said(1, "voicemail", "greeting", "juliet", "hello.txt"))
                .startsWith("offhook: this file cannot be a greeting: ")
                .doesNotContain("\n");
        Spoken.whistle(folder.resolve("long.wav"), Duration.ofSeconds(121), 8_000, 500);
        assertThat(said(1, "voicemail", "greeting", "juliet", "long.wav"))
                .isEqualTo("offhook: this file cannot be a greeting: it is longer than 120 seconds");
        assertThat(said(1, "voicemail", "greeting", "juliet", "nowhere.wav")).contains("there is no file nowhere.wav");
        assertThat(server.greetings.own(JULIET)).isEmpty();
    }
}
