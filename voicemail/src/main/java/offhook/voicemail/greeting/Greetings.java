package offhook.voicemail.greeting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.StorageFailure;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.audio.Wav;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What callers hear in place of the standard greeting: what a person has recorded or uploaded, else a WAV file that an admin
 * has put into a folder under the name of the person. Safe to share.
 */
public final class Greetings {

    /** The module of its migrations. */
    public static final String MODULE = "voicemail-greeting";

    public static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(Greetings.class);

    private final Path folder;
    private final Database database;
    private final InstantSource clock;

    /** Makes its table. Blocks. */
    public Greetings(Path folder, Database database, InstantSource clock) {
        this.folder = folder;
        this.database = database;
        this.clock = clock;
        database.migrate(MODULE);
    }

    /** Empty where callers hear the standard greeting. Blocks. */
    public Optional<Clip> of(User user) {
        return byThemselves(user).or(() -> byAdmin(user));
    }

    /** Callers are greeted also while the database is away. */
    private Optional<Clip> byThemselves(User user) {
        try {
            return own(user.id()).map(Greeting::clip);
        } catch (StorageFailure e) {
            LOG.warn("{} is not greeted for in their own words: {}", user.id(), e.toString());
            return Optional.empty();
        }
    }

    /** What a person has recorded or uploaded. Blocks. */
    public Optional<Greeting> own(UserId person) {
        return database.read(handle -> new GreetingTable(handle).find(person));
    }

    private Optional<Clip> byAdmin(User user) {
        var file = folder.resolve(user.id().value() + ".wav").normalize();
        if (folder.normalize().equals(file.getParent())) {
            try (var in = Files.newInputStream(file)) {
                return Optional.of(Wav.read(in, (int) LONGEST.toSeconds()));
            } catch (NoSuchFileException e) {
                LOG.trace("{} has no greeting", user.id());
            } catch (IOException | UnsuitableAudio e) {
                LOG.warn("The greeting {} cannot be played: {}", file, e.toString());
            }
        }
        return Optional.empty();
    }

    /** From now on callers hear this. */
    public CompletionStage<Void> keep(UserId person, Clip clip) {
        var greeting = new Greeting(clip, clock.instant());
        return database.write(tx -> {
            new GreetingTable(tx).keep(person, greeting);
            return null;
        });
    }

    /** From now on callers do not hear what the person has recorded or uploaded; false if there was nothing. */
    public CompletionStage<Boolean> remove(UserId person) {
        return database.write(tx -> new GreetingTable(tx).remove(person));
    }

    /** Somebody is removed, in the transaction that does it. */
    public static void forget(UserId person, Handle tx) {
        new GreetingTable(tx).remove(person);
    }
}
