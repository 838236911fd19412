package offhook.gateway.voicemail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import offhook.directory.User;
import offhook.directory.testing.TestPeople;
import offhook.runtime.share.Quota;
import offhook.runtime.share.SharedFile;
import offhook.runtime.share.SharedFileRoutes;
import offhook.runtime.share.SharedFileTable;
import offhook.runtime.share.SharedFiles;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.voicemail.greeting.Greetings;
import offhook.voicemail.greeting.NewGreeting;
import offhook.voicemail.testing.Spoken;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.web.WebSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Greetings come from what people have uploaded here themselves, and from nowhere else. */
class UploadedTest {

    private static final String SITE = "https://capulet.example:5443";
    private static final TestPeople PEOPLE = TestPeople.ofVerona();
    private static final User JULIET = PEOPLE.get("juliet");
    private static final User NURSE = PEOPLE.get("nurse");

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final Database database = TestDatabases.sqlite();
    private SharedFiles files;
    private Greetings greetings;
    private Uploaded uploaded;

    @BeforeEach
    void begin() throws Exception {
        database.migrate(SharedFileTable.MODULE);
        files = new SharedFiles(
                folder.resolve("files"),
                new SharedFileTable(database),
                Runnable::run,
                time,
                new SecureRandom(),
                () -> Room.ENOUGH);
        files.start(time);
        greetings = new Greetings(folder, database, time);
        uploaded = new Uploaded(new WebSite(files, () -> SITE), new NewGreeting(greetings), Runnable::run);
    }

    @AfterEach
    void end() {
        database.close();
    }

    /** The link to what somebody has uploaded. */
    private String uploads(User user, byte[] file) throws Exception {
        var wanted = new SharedFile.Wanted(
                "upload", user.jid().toString(), "../../hello.wav", "audio/wav", file.length, Duration.ofDays(1));
        var announced = files.announce(wanted, new Quota(1 << 30, 1 << 30, 10))
                .toCompletableFuture()
                .join();
        var arrival = files.begin(announced).orElseThrow();
        arrival.write(file);
        arrival.keep().toCompletableFuture().join();
        return SITE + SharedFileRoutes.path(announced);
    }

    private byte[] whistle() throws Exception {
        Spoken.whistle(folder.resolve("hello.wav"), Duration.ofSeconds(3), 8_000, 500);
        return Files.readAllBytes(folder.resolve("hello.wav"));
    }

    private void refused(String link, String why) {
        assertThatThrownBy(() ->
                        uploaded.greets(JULIET, link).toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StanzaError.class)
                .hasMessageContaining(why);
        assertThat(greetings.own(JULIET.id())).isEmpty();
    }

    @Test
    void whatTheyHaveUploaded() throws Exception {
        var link = uploads(JULIET, whistle());
        uploaded.greets(JULIET, link).toCompletableFuture().join();
        assertThat(greetings.own(JULIET.id()).orElseThrow().clip().length())
                .isBetween(Duration.ofMillis(2_900), Duration.ofMillis(3_100));
    }

    @Test
    void nothingElse() throws Exception {
        refused(uploads(NURSE, whistle()), "no file that you have uploaded here");
        refused(SITE + "/files/nowhere/hello.wav", "no file that you have uploaded here");
        refused(SITE + "/files/../../../etc/passwd", "no file that you have uploaded here");
        refused("http://169.254.169.254/", "no file that you have uploaded here");
        refused("file:///etc/passwd", "no file that you have uploaded here");
        refused("", "no file that you have uploaded here");
        refused(
                uploads(JULIET, "no sound".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                "cannot be your greeting");
    }
}
