package offhook.gateway.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import offhook.runtime.net.http.LineFeed;

/** A feed of a single line, which comes when it is known. */
final class OneLine<T> implements LineFeed {

    private final AtomicReference<String> line = new AtomicReference<>();

    /** @param failed the line in place of an answer, from what a failure says */
    OneLine(CompletionStage<T> answer, Function<String, T> failed, Runnable wake) {
        answer.whenComplete((done, failure) -> {
            var known = failure == null ? done : failed.apply(String.valueOf(failure.getMessage()));
            line.set(new String(Json.write(known), UTF_8));
            wake.run();
        });
    }

    @Override
    public List<String> take() {
        var known = line.getAndSet(null);
        return known == null ? List.of() : List.of(known);
    }

    @Override
    public void close() {
        line.set(null);
    }
}
