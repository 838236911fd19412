package offhook.benchmarks.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes what the runs on XMPP servers have printed into the page on performance, between its two marks. */
public final class Page {

    static final String BEGIN = "<!-- offhook bench page: from here -->\n";
    static final String END = "<!-- to here -->\n";

    private static final String HEAD =
            """
            | workload | Offhook | ejabberd 23.01 | Prosody 0.12.3 | to ejabberd | to Prosody | target |
            | --- | --- | --- | --- | --- | --- | --- |
            """;

    private static final List<Line> LINES = List.of(
            Line.speed("chat in pairs, 1,000 users, saturated: deliveries a CPU second", "chat", "≥ 12 × ejabberd"),
            Line.speed("the same over TLS 1.3", "chat-tls", "≥ 10 × ejabberd"),
            Line.cost("1,000 messages a second, one at a time: CPU ms for 1,000", "paced", "≤ 0.4 × ejabberd"),
            Line.speed("presence, every change to 51: deliveries a CPU second", "presence", "≥ 9 × ejabberd"),
            Line.speed("a room of 100 occupants: deliveries a CPU second", "muc", "≥ 40 × ejabberd"),
            Line.speed("chat with the archive on (XEP-0313): deliveries a CPU second", "archive", "≥ 8 × ejabberd"),
            Line.speed("messages kept for users who are away, a CPU second", "offline", "≥ 8 × ejabberd"),
            Line.speed("logins a CPU second, SCRAM-SHA-1", "scram-sha-1", "≥ 5 × ejabberd"),
            Line.speed("logins a CPU second, SCRAM-SHA-256", "scram-sha-256", "≥ 5 × ejabberd"),
            Line.speed("logins a CPU second, PLAIN over a new TLS connection", "tls-login", "≥ 2 × ejabberd"),
            Line.speed("the same, the first login of each user", "tls-first-login", "≥ 1.3 × ejabberd"),
            Line.memory("idle session: KB resident", "idle", "bytes_a_session", 1e-3, "≤ 7 KB"),
            Line.memory("idle session: KB of live objects", "idle", "live_bytes_a_session", 1e-3, ""),
            Line.memory("idle session over TLS: KB resident", "idle-tls", "bytes_a_session", 1e-3, "≤ 13 KB"),
            Line.memory("idle session over TLS: KB of live objects", "idle-tls", "live_bytes_a_session", 1e-3, ""),
            Line.memory("with an empty directory: MB resident", "base", "memory_mb", 1, "≤ 120 MB"),
            Line.memory("with 8,000 accounts, before anybody logs in: MB resident", "idle", "memory_before_mb", 1, ""));

    private Page() {}

    /**
     * Replaces the table.
     *
     * @param results lines of JSON
     * @throws IllegalArgumentException with one line, if there is no such file, or no place for the table
     */
    public static void write(Path results, Path page) throws IOException {
        if (!Files.isRegularFile(results)) {
            throw new IllegalArgumentException(
                    results + ": expected a file with what `offhook bench xmpp` has printed");
        }
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException(page + ": the two marks of the table are not there");
        }
        String table = table(Results.read(Files.readAllLines(results)));
        Files.writeString(page, text.substring(0, begin + BEGIN.length()) + table + text.substring(end));
    }

    static String table(Results results) {
        return HEAD
                + LINES.stream().map(line -> line.toMarkdown(results) + '\n').collect(Collectors.joining())
                + '\n'
                + wrong(results);
    }

    private static String wrong(Results results) {
        return Stream.of("lost", "duplicated", "misrouted")
                .map(what -> what + ": " + results.sum(what))
                .collect(Collectors.joining(", ", "In " + results.lines().size() + " runs ", ".\n"));
    }
}
