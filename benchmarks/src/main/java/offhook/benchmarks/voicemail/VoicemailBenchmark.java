package offhook.benchmarks.voicemail;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import offhook.benchmarks.Figures;
import offhook.benchmarks.server.Server;

/**
 * Many callers who speak to voicemail at the same time, over G.711: packets that got lost, how evenly the greeting comes,
 * and the CPU time and memory of each call. The server is alone on one core.
 */
public final class VoicemailBenchmark {

    private static final int SIP = 25_060;
    private static final int OPS = 25_080;
    private static final String DOMAIN = "bench.test";
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    private final Path home;
    private final Path folder;
    private final PrintStream out;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param home the folder of Offhook, built */
    public VoicemailBenchmark(Path home, PrintStream out) throws IOException {
        this.home = home;
        this.folder = Files.createTempDirectory("offhook-bench-");
        this.out = out;
    }

    /** Prints one line of JSON for each round. */
    public void run(int rounds, int calls, Duration length) throws IOException, InterruptedException {
        try (var server = start(calls)) {
            round(server, calls, WARM_UP);
            for (int i = 0; i < rounds; i++) {
                out.println(round(server, calls, length));
            }
        }
    }

    private Figures round(Server server, int calls, Duration length) throws IOException, InterruptedException {
        server.awaitRest();
        var idle = server.usage();
        long receivedBefore = metric("offhook_voicemail_rtp_received_total");
        long lostBefore = metric("offhook_voicemail_rtp_lost_total") + metric("offhook_voicemail_rtp_late_total");
        try (var streams = new Streams(calls);
                var dialogs = new Calls(new InetSocketAddress(InetAddress.getLoopbackAddress(), SIP), DOMAIN)) {
            var places = dialogs.begin(streams.ports(), () -> streams.receive(0));
            var before = server.usage();
            streams.run(places, length);
            var after = server.usage();
            double seconds = length.toMillis() / 1000.0;
            double cpu = after.cpu().minus(before.cpu()).toMillis();
            return new Figures()
                    .with("operation", "record")
                    .with("calls", (double) calls)
                    .with("sent", (double) streams.sent())
                    .with("sent_late", (double) streams.late())
                    .with("not_received", (double)
                            (streams.sent() - metric("offhook_voicemail_rtp_received_total") + receivedBefore))
                    .with("lost_or_late", (double) (metric("offhook_voicemail_rtp_lost_total")
                            + metric("offhook_voicemail_rtp_late_total")
                            - lostBefore))
                    .with("heard", (double) streams.received())
                    .with("heard_missing", (double) streams.missing())
                    .with("interarrival_jitter_ms", streams.jitter())
                    .with("worst_packet_ms", streams.worst())
                    .with("worst_seen_ms", streams.worstSeen())
                    .with("own_stall_ms", streams.longestUnseen())
                    .with("core_used", cpu / 1000 / seconds)
                    .with("cpu_ms_each_second", cpu / seconds / calls)
                    .with("memory_kb_each", (after.memory() - idle.memory()) / 1e3 / calls)
                    .with("memory_mb", after.memory() / 1e6);
        }
    }

    private Server start(int calls) throws IOException, InterruptedException {
        var rows = new ArrayList<>(List.of("user,password"));
        IntStream.range(0, calls).forEach(user -> rows.add("u" + user + ",secret"));
        Files.write(folder.resolve("users.csv"), rows);
        var file = Files.writeString(
                folder.resolve("offhook.toml"),
                """
                domain = "%s"
                data = "data"
                [directory]
                source = "csv:users.csv"
                [sip]
                listen = ["udp:127.0.0.1:%d"]
                [xmpp]
                listen = ["127.0.0.1:25222"]
                [voicemail]
                calls = %d
                [voicemail.media]
                ports = "30000-%d"
                address = "127.0.0.1"
                [limits]
                enabled = false
                [ops]
                http = "127.0.0.1:%d"
                """
                        .formatted(DOMAIN, SIP, 2 * calls, 29_999 + 8 * calls, OPS));
        return Server.start(
                List.of(home.resolve("offhook").toString(), "start", "--config", file.toString()),
                folder.resolve("offhook.log"),
                () -> !metrics().isEmpty());
    }

    private long metric(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no " + name));
    }

    /** Empty while the server is not up. */
    private String metrics() {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + OPS + "/metrics"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
