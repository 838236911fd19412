package offhook.voicemail.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import offhook.directory.User;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.audio.Wav;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What callers hear first: a person's own greeting, which is a WAV file named after them in a folder, else the usual one in
 * their language. Safe to share.
 */
public final class Greetings {

    private static final Logger LOG = LoggerFactory.getLogger(Greetings.class);
    private static final int LONGEST = 60; // seconds

    private final Path folder;
    private final Prompts prompts;

    public Greetings(Path folder, Prompts prompts) {
        this.folder = folder;
        this.prompts = prompts;
    }

    public Prompts prompts() {
        return prompts;
    }

    /** Blocks. */
    public Clip of(User user) {
        var file = folder.resolve(user.id().value() + ".wav").normalize();
        if (folder.normalize().equals(file.getParent())) {
            try (var in = Files.newInputStream(file)) {
                return Wav.read(in, LONGEST);
            } catch (NoSuchFileException e) {
                LOG.trace("{} has no greeting", user.id());
            } catch (IOException | UnsuitableAudio e) {
                LOG.warn("The greeting {} cannot be played: {}", file, e.toString());
            }
        }
        return prompts.of(Prompt.GREETING, user.language());
    }
}
