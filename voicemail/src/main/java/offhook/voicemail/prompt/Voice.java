package offhook.voicemail.prompt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offhook.voicemail.audio.Audio;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.Pause;
import offhook.voicemail.audio.Sequence;

/**
 * Somebody who speaks one language to people who listen to their messages. Its words are kept as they stand in the file, and
 * decoded when they are said. Immutable and safe to share.
 */
public final class Voice {

    private static final Duration BETWEEN_WORDS = Duration.ofMillis(60);

    private final Phrases phrases;
    private final Map<String, byte[]> words;

    private Voice(Phrases phrases, Map<String, byte[]> words) {
        this.phrases = phrases;
        this.words = words;
    }

    static Voice in(String language) {
        try (var in = Voice.class.getResourceAsStream(language + "/pickup.opus")) {
            return new Voice(Phrases.in(language), OggOpus.chained(in));
        } catch (IOException e) {
            throw new UncheckedIOException(language, e);
        }
    }

    public Phrases phrases() {
        return phrases;
    }

    /** The names of all that it can say. */
    public Set<String> words() {
        return words.keySet();
    }

    /** These words one after the other. Takes some milliseconds for each. */
    public Audio say(List<String> names, int rate) {
        var parts = new ArrayList<Audio>();
        for (var name : names) {
            parts.add(word(name).audio());
            parts.add(new Pause(rate, BETWEEN_WORDS));
        }
        return new Sequence(rate, parts);
    }

    Clip word(String name) {
        var word = words.get(name);
        if (word == null) {
            throw new IllegalArgumentException("nobody says \"" + name + '"');
        }
        try {
            return OggOpus.read(new ByteArrayInputStream(word));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
