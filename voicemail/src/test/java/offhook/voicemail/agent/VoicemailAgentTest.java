package offhook.voicemail.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.message.HeaderName;
import offhook.voicemail.audio.WavHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is registered: who calls Juliet gets to her voicemail at once. */
class VoicemailAgentTest {

    private static final int LOUD = 8000;

    @TempDir
    Path folder;

    private final Database database = TestDatabases.sqlite();
    private VoicemailWorld world;
    private CallerPhone phone;

    @BeforeEach
    void begin() throws ConfigErrors {
        begin("[voicemail]");
    }

    private void begin(String... settings) throws ConfigErrors {
        world = new VoicemailWorld(folder, database, settings);
        phone = new CallerPhone(world, "15550123@pstn.example", "juliet@capulet.example");
    }

    @AfterEach
    void end() {
        database.close();
    }

    private void greeted() {
        assertThat(phone.calls("balcony").status()).isEqualTo(200);
        world.time.run();
        assertThat(world.line().hearsItAll()).as("the greeting").isGreaterThan(2);
        assertThat(world.line().hearsItAll()).as("the beep").isBetween(0.2, 0.8);
    }

    /** The caller hears the closing tone when it is committed, and not before. */
    @Test
    void aMessageEndsWithTheHash() {
        world.commit = new CompletableFuture<>();
        greeted();
        world.line().speaks(5, LOUD);
        world.line().presses('#');
        world.time.run();
        assertThat(world.line().isPlaying()).isFalse();
        world.commit.complete(true);
        world.time.run();
        assertThat(world.line().hearsItAll()).as("the closing tone").isBetween(0.3, 0.8);
        phone.weHangUp();
        assertThat(world.added).singleElement().satisfies(recording -> {
            assertThat(recording.length()).isEqualTo(Duration.ofSeconds(5));
            assertThat(recording.box().value()).isEqualTo("juliet");
            assertThat(recording.callId()).isEqualTo("balcony");
            assertThat(recording.caller().address().user()).isEqualTo("15550123");
            assertThat(recording.isCut()).isFalse();
            assertThat(recording.wav()).exists();
        });
        world.sip.pass(Duration.ofSeconds(2));
        assertThat(world.ended).containsExactly("juliet TO_VOICEMAIL");
        assertThat(world.line().isClosed).isTrue();
        assertThat(world.agent.calls()).isZero();
    }

    /** The record of the call is closed when the message is kept: whoever reads it finds both. */
    @Test
    void theyHangUp() {
        world.commit = new CompletableFuture<>();
        greeted();
        world.line().speaks(3, LOUD);
        phone.hangsUp("balcony");
        world.sip.pass(Duration.ofSeconds(10));
        assertThat(world.ended).isEmpty();
        world.commit.complete(true);
        world.sip.pass(Duration.ofSeconds(2));
        assertThat(world.added).hasSize(1);
        assertThat(world.ended).containsExactly("juliet TO_VOICEMAIL");
    }

    @Test
    void tenSecondsOfSilence() {
        greeted();
        world.line().speaks(4, LOUD);
        world.line().speaks(9.9, 0);
        assertThat(world.added).isEmpty();
        world.line().speaks(0.1, 0);
        world.time.run();
        assertThat(world.added).singleElement().satisfies(recording -> assertThat(recording.length())
                .isBetween(Duration.ofSeconds(4), Duration.ofMillis(4500)));
    }

    /** What is heard is kept, and not how they look for words; what is on disk is as long as the label says. */
    @Test
    void silenceBeforeTheFirstWord() throws IOException {
        greeted();
        world.line().speaks(6, 0);
        world.line().speaks(4, LOUD);
        world.line().presses('#');
        world.time.run();
        var recording = world.added.get(0);
        assertThat(recording.length()).isEqualTo(Duration.ofMillis(4300));
        assertThat(Files.size(recording.wav())).isEqualTo(WavHeader.SIZE + 2 * 4300 * FakeLine.RATE / 1000);
    }

    @Test
    void threeMinutesAreEnough() {
        greeted();
        for (int second = 0; second < 181; second++) {
            world.line().speaks(1, LOUD);
            world.time.run();
        }
        assertThat(world.added).singleElement().satisfies(recording -> assertThat(recording.length())
                .isEqualTo(Duration.ofMinutes(3)));
    }

    @Test
    void theLineGoesDead() {
        greeted();
        world.line().speaks(3, LOUD);
        world.line().goesDead();
        world.time.run();
        assertThat(world.added).hasSize(1);
    }

    /** Shorter than min: a missed call, says its record. */
    @Test
    void whoSaysNothing() {
        greeted();
        world.line().speaks(1.5, LOUD);
        phone.hangsUp("balcony");
        world.sip.pass(Duration.ofSeconds(2));
        assertThat(world.added).isEmpty();
        assertThat(world.ended).containsExactly("juliet TO_VOICEMAIL");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void onlyNoiseOnTheLine() {
        greeted();
        world.line().speaks(11, 10);
        phone.weHangUp();
        assertThat(world.added).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theGreetingIsSkipped() {
        phone.calls("balcony");
        world.time.run();
        world.line().presses('#');
        assertThat(world.line().hearsItAll()).as("the beep").isBetween(0.2, 0.8);
    }

    /** A key may come by INFO, too. */
    @Test
    void keysByInfo() {
        phone.calls("balcony");
        world.time.run();
        world.romeo.send(
                """
                INFO sip:juliet@capulet.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKinfo
                From: <sip:15550123@pstn.example>;tag=r
                To: <sip:juliet@capulet.example>;tag=%s
                Call-ID: balcony
                CSeq: 5 INFO
                Content-Type: application/dtmf-relay
                Content-Length: 10

                Signal=#

                """
                        .formatted(phone.tag()));
        assertThat(world.romeo.nextResponse().status()).isEqualTo(200);
        assertThat(world.line().hearsItAll()).as("the beep").isBetween(0.2, 0.8);
    }

    @Test
    void theyGiveUpInTheGreeting() {
        phone.calls("balcony");
        world.time.run();
        phone.hangsUp("balcony");
        world.sip.pass(Duration.ofSeconds(2));
        assertThat(world.ended).containsExactly("juliet TO_VOICEMAIL");
        assertThat(world.agent.calls()).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theyWantOurOffer() {
        phone.sends("INVITE", 1, "balcony", "");
        var response = world.romeo.nextResponse();
        phone.talksTo(response);
        world.time.run();
        assertThat(response.hasBody()).isTrue();
        assertThat(world.line().isPlaying()).isFalse();
        phone.sends("ACK", 1, "balcony", FakeLine.SDP);
        world.time.run();
        assertThat(world.line().isPlaying()).isTrue();
    }

    /** They hear that they should offer something else, and she is told of a call that she missed. */
    @Test
    void nothingInCommon() {
        world.isUsable = false;
        assertThat(phone.calls("balcony").status()).isEqualTo(488);
        world.sip.pass(Duration.ofSeconds(2));
        assertThat(world.ended).containsExactly("juliet UNREACHABLE");
        assertThat(world.agent.calls()).isZero();
        phone = new CallerPhone(world, "15550123@pstn.example", "vm+juliet@capulet.example");
        assertThat(phone.calls("direct").status()).isEqualTo(488);
    }

    @Test
    void noRoom() {
        world.hasRoom = false;
        refusedPolitely("balcony");
        world.hasRoom = true;
        world.room = Room.LITTLE;
        refusedPolitely("balcony-2");
        assertThat(world.agent.hadNoRoom("balcony-2")).isTrue();
        world.room = Room.ENOUGH;
        phone.calls("balcony-3");
        assertThat(world.agent.hadNoRoom("balcony-3")).isFalse();
    }

    private void refusedPolitely(String callId) {
        assertThat(phone.calls(callId).status()).isEqualTo(200);
        world.time.run();
        assertThat(world.line().hearsItAll()).as("the announcement").isGreaterThan(2);
        phone.weHangUp();
        world.sip.pass(Duration.ofSeconds(2));
        assertThat(world.ended).contains("juliet TO_VOICEMAIL");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void itCannotBeKept() {
        world.commit = CompletableFuture.failedFuture(new IllegalStateException("the database is away"));
        greeted();
        world.line().speaks(5, LOUD);
        world.line().presses('#');
        world.time.run();
        assertThat(world.line().hearsItAll()).as("the apology").isGreaterThan(2);
        phone.weHangUp();
        // At the next start there is another attempt.
        assertThat(folder.resolve("recording1.call")).exists();
    }

    @Test
    void noMoreThanFiveForOne() {
        for (int i = 0; i < 5; i++) {
            assertThat(phone.calls("call-" + i).status()).isEqualTo(200);
        }
        assertThat(phone.calls("one-more").status()).isEqualTo(404);
        phone.hangsUp("call-4");
        assertThat(phone.calls("another").status()).isEqualTo(200);
    }

    @Test
    void noMoreThanConfigured() throws ConfigErrors {
        begin("[voicemail]", "calls = 1");
        assertThat(phone.calls("one").status()).isEqualTo(200);
        assertThat(phone.calls("two").status()).isEqualTo(404);
    }

    /** SIGTERM: what is said so far is kept, and the end waits for it. */
    @Test
    void theServerStops() {
        greeted();
        world.line().speaks(4, LOUD);
        var stopped = world.agent.stop().toCompletableFuture();
        world.time.run();
        assertThat(world.added).hasSize(1);
        assertThat(stopped).isNotDone();
        world.line().hearsItAll();
        phone.weHangUp();
        assertThat(stopped).isDone();
        assertThat(phone.calls("late").status()).isEqualTo(404);
    }

    @Test
    void hold() {
        greeted();
        phone.sends("INVITE", 2, "balcony", FakeLine.SDP);
        var ok = world.romeo.nextResponse();
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.value(HeaderName.CONTENT_TYPE)).contains("application/sdp");
        phone.sends("ACK", 2, "balcony", "");
        // Somebody on hold says nothing, but it has an end.
        world.line().speaks(3, LOUD);
        world.sip.pass(Duration.ofMinutes(4).plusSeconds(1));
        assertThat(world.added).hasSize(1);
    }
}
