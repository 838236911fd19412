package offhook.voicemail.transcript;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Secret;

/** [voicemail.transcript] */
@Doc("Who writes down what was said in voicemails; nobody does unless there is a command or a url.")
public record TranscriptConfig(
        @Doc(
                        "A program and its arguments; the WAV file is added as the last one, and the text is read from its output.")
                @Default("")
                List<String> command,
        @Doc(
                        "A web service in place of a program: it gets the WAV file by POST, and answers with the text, plain or as {\"text\": …}.")
                Optional<URI> url,
        @Doc("Its Authorization header: \"Bearer ${TOKEN}\".") Optional<Secret> authorization,
        @Doc("How long one may take; after that there is no text.") @Default("60s") Duration timeout,
        @Doc("How many are written down at the same time.") @Default("1") int parallel) {

    public TranscriptConfig {
        command = List.copyOf(command);
        if (!command.isEmpty() && url.isPresent()) {
            throw new IllegalArgumentException("url: expected a command or a url, not both");
        }
        if (url.filter(uri -> !List.of("http", "https").contains(uri.getScheme()) || uri.getHost() == null)
                .isPresent()) {
            throw new IllegalArgumentException("url: expected http:// or https:// and a host");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("timeout: expected 1s to 1h");
        }
        if (parallel < 1 || parallel > 64) {
            throw new IllegalArgumentException("parallel: expected 1 to 64");
        }
    }

    /** Whether anybody does it. */
    public boolean isOn() {
        return !command.isEmpty() || url.isPresent();
    }
}
