package offhook.voicemail.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import offhook.directory.UserId;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.box.Counts;
import offhook.voicemail.box.Voicemail.State;
import offhook.voicemail.pin.Pin;
import offhook.voicemail.pin.Pins;
import offhook.voicemail.testing.Sound;
import offhook.voicemail.testing.Spoken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People call to hear their messages: through a PBX that says who they are, and from elsewhere. */
class PickupAgentTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final Instant DAY = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path folder;

    private final Database database = TestDatabases.sqlite();
    private VoicemailWorld world;
    private CallerPhone own;
    private CallerPhone foreign;

    @BeforeEach
    void begin() throws ConfigErrors {
        world = new VoicemailWorld(
                folder, database, "[sip]", "trusted = [\"192.0.2.1\"]", "[voicemail]", "number = \"8000\"");
        own = new CallerPhone(world, "201@capulet.example", "8000@capulet.example");
        foreign = new CallerPhone(world, "15550199@pstn.example", "juliet@capulet.example");
        world.pins.set(world.people.get("juliet"), Pin.chosen("4711", world.people.get("juliet")));
        world.time.run();
    }

    @AfterEach
    void end() {
        database.close();
    }

    /** A second at 440 Hz; ids are in the order in which they came. */
    private void left(String id) {
        var at = DAY.plusSeconds(id.charAt(0));
        world.voicemails.add(new Spoken(new BoxFolder(folder)).by(Spoken.ROMEO, id, JULIET, at));
        world.time.run();
    }

    private void presses(String keys) {
        keys.chars().forEach(key -> world.line().presses((char) key));
        world.time.run();
    }

    private static boolean isTheVoicemail(short[] heard) {
        return heard.length == 8000 && Sound.purity(heard, 8000, 440) > 0.9;
    }

    private State state(String id) {
        return world.voicemails.find(id).orElseThrow().state();
    }

    @Test
    void atTheirOwnPhone() {
        left("aaaaaaaa");
        left("bbbbbbbb");
        assertThat(own.calls("pickup").status()).isEqualTo(200);
        world.time.run();
        assertThat(world.line().hearsItAll()).as("the question for the PIN").isGreaterThan(1);
        presses("4711#1");
        assertThat(world.line().hearsItAll()).as("who called when").isGreaterThan(3);
        world.time.run();
        assertThat(isTheVoicemail(world.line().hears())).isTrue();
        world.time.run();
        assertThat(state("aaaaaaaa")).isEqualTo(State.HEARD);
        assertThat(world.voicemails.counts(JULIET)).isEqualTo(new Counts(1, 1));
        presses("7");
        assertThat(state("aaaaaaaa")).isEqualTo(State.DELETED);
        presses("4");
        presses("7");
        assertThat(state("aaaaaaaa")).isEqualTo(State.HEARD);
        presses("*#");
        assertThat(world.line().hearsItAll()).as("good-bye").isGreaterThan(0.3);
        own.weHangUp();
        assertThat(world.agent.calls()).isZero();
        assertThat(world.line().isClosed).isTrue();
    }

    /** From any phone: she calls herself, and presses the star while her greeting is played. */
    @Test
    void atAForeignPhone() {
        left("aaaaaaaa");
        assertThat(foreign.calls("pickup").status()).isEqualTo(200);
        world.time.run();
        presses("*");
        assertThat(world.line().hearsItAll()).as("the question for the PIN").isGreaterThan(1);
        presses("4711#1");
        world.line().hearsItAll();
        world.time.run();
        assertThat(isTheVoicemail(world.line().hears())).isTrue();
        world.time.run();
        presses("8");
        assertThat(world.line().isPlaying()).as("what can be pressed").isTrue();
        foreign.hangsUp("pickup");
        world.sip.pass(Duration.ofSeconds(2));
        assertThat(world.calledBack).as("nobody calls at her cost").isEmpty();
        assertThat(world.added).as("nobody has left a message").isEmpty();
        assertThat(world.ended).containsExactly("juliet TO_VOICEMAIL");
        assertThat(world.agent.calls()).isZero();
    }

    @Test
    void guessing() {
        foreign.calls("guess-1");
        world.time.run();
        presses("*0001#0002#0003#");
        world.line().hearsItAll();
        foreign.weHangUp();
        foreign.calls("guess-2");
        world.time.run();
        presses("*0004#0005#");
        world.line().hearsItAll();
        foreign.weHangUp();
        foreign.calls("guess-3");
        world.time.run();
        presses("*4711#");
        world.line().hearsItAll();
        foreign.weHangUp();
        assertThat(world.pins.state(JULIET)).as("for others").isEqualTo(Pins.State.SET);
        left("aaaaaaaa");
        own.calls("pickup");
        world.time.run();
        presses("4711#1");
        world.line().hearsItAll();
        world.time.run();
        assertThat(isTheVoicemail(world.line().hears())).isTrue();
    }

    /** Her own number at her own phone: she would speak to herself. */
    @Test
    void whoCallsThemselves() {
        own = new CallerPhone(world, "201@capulet.example", "201@capulet.example");
        left("aaaaaaaa");
        assertThat(own.calls("pickup").status()).isEqualTo(200);
        world.time.run();
        presses("4711#1");
        world.line().hearsItAll();
        world.time.run();
        assertThat(isTheVoicemail(world.line().hears())).isTrue();
        own.hangsUp("pickup");
        assertThat(world.added).isEmpty();
    }

    @Test
    void callingBackWhenTheyHaveHungUp() {
        left("aaaaaaaa");
        own.calls("pickup");
        world.time.run();
        presses("4711#1");
        presses("8");
        world.line().hearsItAll();
        assertThat(world.calledBack).isEmpty();
        own.weHangUp();
        assertThat(world.calledBack).containsExactly("+15550123");
    }

    @Test
    void aGreetingByPhone() {
        own.calls("pickup");
        world.time.run();
        presses("4711#2");
        presses("2");
        presses("1");
        assertThat(world.line().hearsItAll()).as("the tone").isBetween(0.2, 0.8);
        world.line().speaks(3, 8000);
        presses("#");
        presses("1");
        own.hangsUp("pickup");
        foreign.calls("caller");
        world.time.run();
        assertThat(world.line().hearsItAll()).as("what she has said").isBetween(3.0, 4.0);
    }

    @Test
    void anotherPin() {
        own.calls("pickup");
        world.time.run();
        presses("4711#");
        presses("3");
        presses("0815#");
        presses("0815#");
        own.hangsUp("pickup");
        own.calls("again");
        world.time.run();
        presses("0815#");
        presses("1");
        assertThat(world.pins.state(JULIET)).isEqualTo(Pins.State.SET);
    }

    /** Who is nobody of the house has no messages. */
    @Test
    void strangers() {
        var stranger = new CallerPhone(world, "15550199@pstn.example", "8000@capulet.example");
        assertThat(stranger.calls("stranger").status()).isEqualTo(404);
        assertThat(world.agent.calls()).isZero();
    }

    @Test
    void theServerStops() {
        own.calls("pickup");
        world.time.run();
        var stopped = world.agent.stop().toCompletableFuture();
        own.weHangUp();
        assertThat(stopped).isDone();
    }

    /** They go away and say nothing: the line is closed after a while. */
    @Test
    void nobodyPressesAnything() {
        own.calls("pickup");
        world.time.run();
        for (int i = 0; i < 4 && world.line().isPlaying(); i++) {
            world.line().hearsItAll();
            world.sip.pass(Duration.ofSeconds(8));
        }
        own.weHangUp();
        assertThat(world.agent.calls()).isZero();
    }
}
