package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.demo.Conditions;
import offhook.demo.StepFailed;
import offhook.demo.chat.ChatClient;
import org.jivesoftware.smack.packet.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The server is killed at random moments of a stream of missed calls. Whoever heard the end of their call is told of, and
 * counted by its id, each alert arrives once.
 */
class KillTest {

    /** The whole name, so that a digest names each of its callers. */
    private static final Pattern CALLER = Pattern.compile("Caller (\\d+) ");

    private static final Pattern CORRECTED = Pattern.compile("<replace [^>]*\\bid=['\"]([^'\"]+)");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Set<String> heardTheEnd = new HashSet<>();
    private final Map<String, Set<String>> alerts = new TreeMap<>();

    @Test
    void threeRounds() {
        rounds(3, 40);
    }

    @Test
    @Tag("long")
    void tenRounds() {
        rounds(10, 200);
    }

    private void rounds(int rounds, int calls) {
        try (var product = new Product("", List.of("juliet=chat"))) {
            int port = product.register("juliet");
            for (int round = 0; round < rounds; round++) {
                if (round % 2 == 0) {
                    try (var juliet = product.chat("juliet", new Conditions(1, Conditions.FAIR.loss()))) {
                        round(product, port, calls);
                        collect(juliet, "nobody: until it is silent");
                    }
                } else {
                    round(product, port, calls); // what waits for somebody who is offline becomes digests
                }
            }
            try (var juliet = product.chat("juliet", new Conditions(30, Conditions.FAIR.loss()))) {
                collect(juliet, lastCall(product, port));
            }
        }
        assertThat(heardTheEnd).as("callers who heard an end, seed %d", seed).isNotEmpty();
        assertThat(alerts.keySet()).as("callers told of, seed %d", seed).containsAll(heardTheEnd);
        assertThat(alerts).as("seed %d", seed).allSatisfy((caller, ids) -> assertThat(ids)
                .as("alerts of " + caller)
                .hasSize(1));
        System.out.printf("%d callers heard an end, %d were told of%n", heardTheEnd.size(), alerts.size());
    }

    private void round(Product product, int port, int calls) {
        var phone = product.play(
                Play.phone("phone-is-cancelled", port).with("phone", "juliet").calls(10 * calls));
        var numbers = Stream.generate(() -> Product.stranger("caller-cancels", "juliet"))
                .limit(calls)
                .map(call -> call.keys().get("caller"))
                .toList();
        var stream = product.play(Product.stranger("caller-cancels", "juliet").stream(numbers));
        CompletableFuture.runAsync(
                        product::kill,
                        CompletableFuture.delayedExecutor(300 + random.nextInt(calls * 50), TimeUnit.MILLISECONDS))
                .join();
        product.start();
        stream.ends();
        heardTheEnd.addAll(stream.log().heardTheEnd());
        phone.stop();
    }

    /** One at a time, so that this one's alert comes after all others. */
    private static String lastCall(Product product, int port) {
        var phone = product.play(Play.phone("phone-is-cancelled", port).with("phone", "juliet"));
        var caller = Product.stranger("caller-cancels", "juliet");
        product.play(caller).succeeds();
        phone.succeeds();
        return caller.keys().get("caller");
    }

    /** Reads alerts until that caller's, or until none comes for the patience of the client. */
    private void collect(ChatClient juliet, String last) {
        while (!alerts.containsKey(last)) {
            Message message;
            try {
                message = juliet.message("the alert of " + last);
            } catch (StepFailed silence) {
                return;
            }
            String id = id(message);
            CALLER.matcher(message.getBody())
                    .results()
                    .map(caller -> caller.group(1))
                    .collect(Collectors.toSet())
                    .forEach(caller ->
                            alerts.computeIfAbsent(caller, c -> new HashSet<>()).add(id));
        }
    }

    /** XEP-0308: a correction is the alert that it corrects. */
    private static String id(Message message) {
        var corrected = CORRECTED.matcher(message.toXML().toString());
        return corrected.find() ? corrected.group(1) : message.getStanzaId();
    }
}
