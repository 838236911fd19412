package offhook.gateway.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import offhook.runtime.net.http.LineFeed;

/** A feed of a single line, which comes when it is known. */
final class OneLine implements LineFeed {

    private final AtomicReference<String> line = new AtomicReference<>();

    OneLine(CompletionStage<Imported> report, Runnable wake) {
        report.whenComplete((imported, failure) -> {
            var known = failure == null
                    ? imported
                    : new Imported(false, 0, 0, 0, List.of(String.valueOf(failure.getMessage())));
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
