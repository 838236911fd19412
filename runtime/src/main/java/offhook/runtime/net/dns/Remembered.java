package offhook.runtime.net.dns;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers, as long as they may be believed, and questions that are being asked: nobody asks one of them twice. That nobody
 * answered is believed for a moment, too. Safe to share.
 */
final class Remembered {

    private static final int MOST = 4096;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration FAILURE = Duration.ofSeconds(5);

    private record Entry(CompletableFuture<Answer> answer, Instant until) {}

    private final InstantSource clock;
    private final Function<Question, CompletionStage<Answer>> ask;
    private final Map<Question, Entry> entries = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Entry> eldest) {
            return size() > MOST;
        }
    };

    Remembered(InstantSource clock, Function<Question, CompletionStage<Answer>> ask) {
        this.clock = clock;
        this.ask = ask;
    }

    CompletionStage<Answer> answer(Question question) {
        var mine = new CompletableFuture<Answer>();
        synchronized (entries) {
            var known = entries.get(question);
            if (known != null && clock.instant().isBefore(known.until)) {
                return known.answer;
            }
            entries.put(question, new Entry(mine, Instant.MAX));
        }
        ask.apply(question).whenComplete((answer, failure) -> {
            var lasts = failure == null ? within(answer.lasts()) : FAILURE;
            synchronized (entries) {
                entries.put(question, new Entry(mine, clock.instant().plus(lasts)));
            }
            if (failure == null) {
                mine.complete(answer);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    /** RFC 2181 §8 lets us shorten it; an answer that lasts no time would be asked for by each of a burst of calls. */
    private static Duration within(Duration lasts) {
        return lasts.compareTo(SHORTEST) < 0 ? SHORTEST : lasts.compareTo(LONGEST) > 0 ? LONGEST : lasts;
    }
}
