package offhook.voicemail.prompt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import offhook.voicemail.audio.Clip;

/** What is said to callers, and the voices for everybody else, in every language and in memory. Immutable and safe to share. */
public final class Prompts {

    /** The first one is for those who speak none of them. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr");

    private final Map<String, Map<Prompt, Clip>> clips = new HashMap<>();
    private final Map<String, Voice> voices = new HashMap<>();

    private Prompts() {}

    /** Reads them; a few tenths of a second. Blocks. */
    public static Prompts load() {
        var prompts = new Prompts();
        for (var language : LANGUAGES) {
            var all = new EnumMap<Prompt, Clip>(Prompt.class);
            for (var prompt : Prompt.values()) {
                all.put(prompt, read(language + '/' + prompt.file() + ".opus"));
            }
            prompts.clips.put(language, all);
            prompts.voices.put(language, Voice.in(language));
        }
        return prompts;
    }

    private static Clip read(String name) {
        try (var in = Prompts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no prompt " + name);
            }
            return OggOpus.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** Who speaks to those who listen to their messages. */
    public Voice voice(Locale language) {
        return voices.getOrDefault(language.getLanguage(), voices.get(LANGUAGES.get(0)));
    }

    public Clip of(Prompt prompt, Locale language) {
        return clips.getOrDefault(language.getLanguage(), clips.get(LANGUAGES.get(0)))
                .get(prompt);
    }
}
