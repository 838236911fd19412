package offhook.voicemail.transcript;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Writes down what was said in one recording. Safe to share. */
@FunctionalInterface
interface Transcriber {

    /**
     * Blocks, but not for longer than was agreed.
     *
     * @param language that of the listener, which need not be that of the caller
     * @return what it says, as it came: any text
     * @throws IOException with one line for the admin, which holds no secret
     */
    String read(Path wav, Locale language) throws IOException, InterruptedException;
}
