package offhook.runtime.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import offhook.runtime.life.FileTrouble;

/**
 * Turns one TOML file into a tree of records and lists every mistake of the file at once.
 *
 * <p>The root record has a component for each top-level key and each section; a section is a record, {@code [[section]]}
 * a list of records, and a component {@code timerC} stands in the file as {@code timer_c},
 * unless it has a {@link Name}. Without a default a key has
 * to be there, unless it is an {@code Optional}. A value is text, a whole number, true or false, an enum constant
 * (written {@code chat-then-email}), a {@link java.time.Duration}, {@link java.nio.file.Path} (relative to the file),
 * {@link java.net.URI}, {@link java.time.ZoneId}, or any class with a public static method {@code parse(String)} or
 * {@code parse(String, Path folder)} that throws {@link IllegalArgumentException} saying what is wrong, without repeating
 * the value. A record's constructor may do the same; where its message starts with the name of a key, the mistake is reported there.
 */
public final class Config {

    private Config() {}

    /**
     * Binds the file.
     *
     * @param env what {@code ${NAME}} inside a text stands for; these values are never shown
     * @throws ConfigErrors with every mistake, if there is one
     */
    public static <R extends Record> R bind(Path file, Class<R> root, Map<String, String> env) throws ConfigErrors {
        return bindText(textOf(file), file, root, env);
    }

    /** Binds a text as if it stood in the file. */
    public static <R extends Record> R bindText(String text, Path file, Class<R> root, Map<String, String> env)
            throws ConfigErrors {
        var section = Section.of(root);
        var reading = new Reading(new Source(file, text), env, section);
        var bound = root.cast(reading.run());
        if (!reading.errors().isEmpty()) {
            throw new ConfigErrors(reading.errors());
        }
        return bound;
    }

    /** A section nothing is written in. */
    public static <R extends Record> R defaults(Class<R> section) {
        try {
            return bindText("", Path.of("defaults.toml"), section, Map.of());
        } catch (ConfigErrors e) {
            throw new IllegalArgumentException(section.getSimpleName() + " needs to be written: " + e.getMessage(), e);
        }
    }

    /**
     * The keys that differ between the two, as {@code sip.timer_c}; a section that may be left out, or that may stand
     * several times, is named as a whole.
     */
    public static <R extends Record> Set<String> changed(R before, R after) {
        var names = new LinkedHashSet<String>();
        changed("", before, after, names);
        return names;
    }

    private static void changed(String section, Record before, Record after, Set<String> names) {
        for (var key : Section.of(before.getClass()).keys()) {
            var name = section + key.name();
            if (key.shape() instanceof Section) {
                changed(name + '.', (Record) key.of(before), (Record) key.of(after), names);
            } else if (!key.of(before).equals(key.of(after))) {
                names.add(name);
            }
        }
    }

    private static String textOf(Path file) throws ConfigErrors {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file");
        } catch (CharacterCodingException e) {
            throw unreadable(file, "the file is not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, "the file cannot be read: " + FileTrouble.why(e));
        }
    }

    private static ConfigErrors unreadable(Path file, String why) {
        return new ConfigErrors(List.of(new ConfigError(file, 1, 1, why)));
    }
}
