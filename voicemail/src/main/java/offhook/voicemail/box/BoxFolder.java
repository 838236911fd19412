package offhook.voicemail.box;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the files of voicemails are: {@code <id>.wav}, and beside it what is made from that. Immutable and safe to share;
 * all of it but the paths blocks.
 */
public record BoxFolder(Path folder) {

    private static final Pattern ID = Pattern.compile("[a-z0-9]{8,40}");
    private static final List<String> MADE = List.of(".mp3", ".mp3.part");

    /** Whether it can be the id of a voicemail; nothing else becomes part of a path. */
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /** What was recorded. @throws IllegalArgumentException if this is no id */
    public Path wav(String id) {
        return file(id, ".wav");
    }

    /** What chat clients play; made from the WAV when it is asked for first. @throws IllegalArgumentException if this is no id */
    public Path mp3(String id) {
        return file(id, ".mp3");
    }

    boolean has(String id) {
        return Files.exists(wav(id));
    }

    /** Deletes all that is there of a voicemail, the recording last. */
    void delete(String id) throws IOException {
        for (var made : MADE) {
            Files.deleteIfExists(file(id, made));
        }
        Files.deleteIfExists(wav(id));
    }

    private Path file(String id, String ending) {
        if (!isId(id)) {
            throw new IllegalArgumentException("no id of a voicemail");
        }
        return folder.resolve(id + ending);
    }
}
