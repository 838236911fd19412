package offhook.voicemail.transcript;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import offhook.runtime.work.Overloaded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has recordings written down, a few at a time, on threads of its own. One that fails, takes too long, or would have to wait
 * behind {@value #MOST_WAITING} others stays without a text: nobody waits for it. Safe to share.
 */
public final class Transcripts implements AutoCloseable {

    static final int MOST_WAITING = 256;

    private static final Logger log = LoggerFactory.getLogger(Transcripts.class);

    private final Transcriber transcriber;
    private final ThreadPoolExecutor workers;

    /** @throws IllegalArgumentException unless it is on */
    public Transcripts(TranscriptConfig config) {
        this(transcriber(config), config.parallel());
    }

    Transcripts(Transcriber transcriber, int parallel) {
        this.transcriber = transcriber;
        workers = new ThreadPoolExecutor(
                parallel, parallel, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
                    var thread = new Thread(task, "transcript");
                    thread.setDaemon(true);
                    return thread;
                });
        workers.allowCoreThreadTimeOut(true);
    }

    private static Transcriber transcriber(TranscriptConfig config) {
        if (!config.isOn()) {
            throw new IllegalArgumentException("nobody writes anything down");
        }
        return config.url()
                .<Transcriber>map(url -> new HttpTranscriber(url, config.authorization(), config.timeout()))
                .orElseGet(() -> new CommandTranscriber(config.command(), config.timeout()));
    }

    /**
     * Begins, and returns at once.
     *
     * @param language that of the listener
     * @param then is told what was said, or that nobody knows, on a thread of ours or this one; not once this is closed
     */
    public void write(String id, Path wav, Locale language, Consumer<Optional<String>> then) {
        try {
            workers.execute(() -> then(write(id, wav, language), then));
        } catch (RejectedExecutionException e) {
            log.warn(
                    "voicemail {} is not written down: {}",
                    id,
                    new Overloaded("transcripts", MOST_WAITING).getMessage());
            then(Optional.empty(), then);
        }
    }

    /** What was broken off is not known to be without words. */
    private void then(Optional<String> text, Consumer<Optional<String>> then) {
        if (text.isPresent() || !workers.isShutdown()) {
            then.accept(text);
        }
    }

    private Optional<String> write(String id, Path wav, Locale language) {
        try {
            return SpokenText.of(transcriber.read(wav, language));
        } catch (IOException e) {
            log.warn("voicemail {} is not written down: {}", id, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Ends what was begun: it is not written down. */
    @Override
    public void close() {
        workers.shutdownNow();
    }
}
