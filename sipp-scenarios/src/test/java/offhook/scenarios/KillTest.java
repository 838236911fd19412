package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import offhook.demo.StepFailed;
import offhook.demo.chat.ChatClient;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The server is killed at random points of a stream of missed calls. Whoever heard the end of their call has told: the
 * alert arrives, and counted by its id it arrives once.
 */
@Tag("long")
class KillTest {

    private static final int CALLS = 20;
    private static final Pattern CALLER = Pattern.compile("\\b1555\\d{4}\\b");

    private final Random random = new Random();
    private final Set<String> heardTheEnd = new HashSet<>();
    private final Map<String, Set<String>> alerts = new TreeMap<>();

    @Test
    void threeRounds() throws Exception {
        rounds(3);
    }

    @Test
    void tenRounds() throws Exception {
        rounds(10);
    }

    private void rounds(int rounds) throws Exception {
        try (var product = new Product("", List.of("juliet"))) {
            int port = product.phone("juliet");
            for (int round = 0; round < rounds; round++) {
                round(product, port, round);
            }
            try (var juliet = product.chat("juliet")) {
                collect(juliet);
            }
        }
        assertThat(heardTheEnd).as("callers who heard an end").isNotEmpty();
        assertThat(alerts.keySet()).as("callers with an alert").containsAll(heardTheEnd);
        assertThat(alerts)
                .allSatisfy((caller, ids) ->
                        assertThat(ids).as("alerts of " + caller).hasSize(1));
    }

    private void round(Product product, int port, int round) throws IOException {
        var phone = Sipp.start(
                product.sip(),
                Sipp.Options.of("phone-is-cancelled", port)
                        .keys(Map.of("phone", "juliet"))
                        .callers(IntStream.range(0, 10 * CALLS)
                                .mapToObj(String::valueOf)
                                .toList()));
        var callers = IntStream.range(0, CALLS)
                .mapToObj(call -> "1555%04d".formatted(1000 + round * CALLS + call))
                .toList();
        var keys = new HashMap<>(Map.of(
                "caller_name", "Romeo",
                "caller_domain", "pstn.example",
                "callee", "juliet",
                "domain", Product.DOMAIN,
                "extra", "Subject: a call",
                "reason", "Subject: never mind"));
        var juliet = product.chat("juliet");
        var stream = Sipp.start(
                product.sip(),
                Sipp.Options.of("caller-cancels", Sipp.freePort()).keys(keys).callers(callers));
        CompletableFuture.runAsync(
                        product::kill,
                        CompletableFuture.delayedExecutor(200 + random.nextInt(1300), TimeUnit.MILLISECONDS))
                .join();
        collect(juliet);
        juliet.close();
        product.start();
        stream.ends();
        heardTheEnd.addAll(stream.received("SIP/2.0 487"));
        phone.stop();
    }

    /** Reads alerts until none comes for the patience of a step. */
    private void collect(ChatClient juliet) {
        while (true) {
            try {
                var message = juliet.message("an alert");
                var caller = CALLER.matcher(message.getBody());
                while (caller.find()) {
                    alerts.computeIfAbsent(caller.group(), c -> new HashSet<>()).add(message.getStanzaId());
                }
            } catch (StepFailed silence) {
                return;
            }
        }
    }
}
