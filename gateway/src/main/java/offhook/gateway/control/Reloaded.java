package offhook.gateway.control;

import java.util.List;

/**
 * What came of reading the files again.
 *
 * @param applied false if the configuration file has mistakes: then nothing was changed
 * @param taken the keys that have another value now, as {@code presence.text}
 * @param restart the keys that stand otherwise in the file, and will hold after a restart
 * @param people what the list of people came to, in one line; null without a list
 * @param wrong a line for each mistake: of the configuration file, or of the list of people and the certificate, which
 *     then stay as they were
 */
public record Reloaded(boolean applied, List<String> taken, List<String> restart, String people, List<String> wrong) {

    public static Reloaded mistaken(List<String> wrong) {
        return new Reloaded(false, List.of(), List.of(), null, wrong);
    }
}
