package offhook.gateway.intake;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.testing.TestPeople;
import offhook.mail.intake.IntakeListener.Fate;
import offhook.mail.intake.PbxVoicemail;
import offhook.mail.intake.mime.SoundPart;
import offhook.runtime.config.Config;
import offhook.runtime.config.Size;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.voicemail.box.BoxConfig;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.VoicemailListener;
import offhook.voicemail.box.Voicemails;
import offhook.voicemail.testing.SoundFiles;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailedVoicemailsTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final Instant AT = Instant.parse("2026-11-22T14:05:00Z");

    @TempDir
    Path folder;

    private final TestPeople people = TestPeople.ofVerona();
    private final Database database = TestDatabases.sqlite();
    private final List<Voicemail> told = new ArrayList<>();
    private Voicemails boxes;
    private MailedVoicemails mailed;

    @BeforeEach
    void start() throws IOException {
        boxes(Config.defaults(BoxConfig.class));
    }

    private void boxes(BoxConfig config) throws IOException {
        var box = Files.createDirectories(folder.resolve("voicemail"));
        Files.createDirectories(folder.resolve("intake"));
        boxes = new Voicemails(config, new BoxFolder(box), people, database, () -> AT, Runnable::run, new Ears());
        mailed = new MailedVoicemails(people, boxes, folder.resolve("intake"), "pbx.example");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private final class Ears implements VoicemailListener {

        @Override
        public void left(Voicemail voicemail, Handle tx) {
            told.add(voicemail);
        }

        @Override
        public void changed(Voicemail voicemail, Handle tx) {
            throw new AssertionError();
        }

        @Override
        public void transcribed(Voicemail voicemail, Handle tx) {
            throw new AssertionError();
        }

        @Override
        public void gone(Voicemail voicemail, Handle tx) {
            throw new AssertionError();
        }
    }

    private static PbxVoicemail voicemail(String key, String mailbox, String number, String name, byte[] sound) {
        return new PbxVoicemail(
                key,
                new PbxVoicemail.Owners(
                        Optional.empty(),
                        Optional.of(mailbox),
                        List.of("juliet@capulet.example", "nurse@capulet.example")),
                number,
                name,
                AT,
                Optional.of(Duration.ofSeconds(2)),
                new SoundPart("../../x.wav", "audio/wav", () -> new ByteArrayInputStream(sound)));
    }

    private static byte[] whistle() {
        return SoundFiles.wav(1000, 2000);
    }

    private Fate left(PbxVoicemail voicemail) {
        return mailed.left(voicemail).toCompletableFuture().join();
    }

    @Test
    void isInTheBoxOfItsOwnerOnce() {
        assertThat(left(voicemail("k1", "201", "+1 (555) 0123", "Romeo", whistle())))
                .isInstanceOf(Fate.Taken.class);
        assertThat(left(voicemail("k1", "201", "+1 (555) 0123", "Romeo", whistle())))
                .isInstanceOf(Fate.Taken.class);
        assertThat(told).hasSize(1);
        assertThat(boxes.list(JULIET)).singleElement().satisfies(one -> {
            assertThat(one.length()).isEqualTo(Duration.ofSeconds(2));
            assertThat(one.arrived()).isEqualTo(AT);
            assertThat(one.caller().name().value()).isEqualTo("Romeo");
            assertThat(one.caller().address()).hasToString("sip:+15550123@pbx.example");
            assertThat(boxes.folder().wav(one.id())).exists();
        });
        assertThat(folder.resolve("intake")).isEmptyDirectory();
    }

    @Test
    void whoCallsFromOurHouseIsKnown() {
        left(voicemail("k1", "201", "202", "somebody", whistle()));
        assertThat(told.get(0).caller().user()).contains(new UserId("romeo"));
        left(voicemail("k2", "201", "", "", whistle()));
        assertThat(told.get(1).caller().withheld()).isTrue();
    }

    @Test
    void eachRecipientHasOneWhereTheMailNamesNobody() {
        left(voicemail("k1", "299", "202", "", whistle()));
        assertThat(told).extracting(one -> one.box().value()).containsExactly("juliet", "nurse");
        assertThat(told.get(0).id()).isNotEqualTo(told.get(1).id());
    }

    @Test
    void namesCannotBreakOutOfWhatTheyAreWrittenInto() {
        left(voicemail("k1", "201", "5550123", "Romeo\r\nBcc: x@y\u202E\u0000", whistle()));
        assertThat(told.get(0).caller().name().value()).isEqualTo("Romeo Bcc: x@y");
        left(voicemail("k2", "201", "1;<sip:x@y>\r\n", "Romeo", whistle()));
        assertThat(told).hasSize(2);
        assertThat(told.get(1).caller().address().toString()).doesNotContain("\r", "\n", "<");
    }

    @Test
    void whatCannotBePlayedIsRefusedAndLeavesNothing() {
        var fate = left(voicemail("k1", "201", "202", "", "OggS".getBytes(US_ASCII)));
        assertThat(fate)
                .isEqualTo(new Fate.Refused("its sound ../../x.wav cannot be played: it is no WAV, MP3 or GSM file"));
        assertThat(folder.resolve("intake")).isEmptyDirectory();
        assertThat(folder.resolve("voicemail")).isEmptyDirectory();
    }

    @Test
    void aFullBoxRefuses() throws IOException {
        var standard = Config.defaults(BoxConfig.class);
        boxes(new BoxConfig(Size.parse("1KB"), standard.heard(), standard.deleted(), standard.link(), standard.mail()));
        assertThat(left(voicemail("k1", "201", "202", "", whistle()))).isInstanceOf(Fate.Taken.class);
        assertThat(left(voicemail("k2", "201", "202", "", whistle())))
                .isEqualTo(new Fate.Refused("the box of juliet is full"));
    }

    @Test
    void aDiskThatFailsIsTriedAgain() throws IOException {
        Files.delete(folder.resolve("intake"));
        assertThat(mailed.left(voicemail("k1", "201", "202", "", whistle())).toCompletableFuture())
                .isCompletedExceptionally();
    }

    @Test
    void knowsItsPeople() {
        assertThat(mailed.knows("nurse@capulet.example")).isTrue();
        assertThat(mailed.knows("tybalt@capulet.example")).isFalse();
    }
}
