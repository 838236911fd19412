package offhook.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its children have used, as Linux accounts it.
 *
 * @param cpu user and system time since they began, to 10 ms
 * @param memory resident bytes; a page that several share counts once
 */
public record Usage(Duration cpu, long memory) {

    private static final int UTIME = 11; // of /proc/PID/stat, counted behind the name in brackets
    private static final int STIME = 12;
    private static final int TICK = 10; // ms; USER_HZ is 100 on every Linux

    public static Usage of(ProcessHandle process) {
        Duration cpu = Duration.ZERO;
        long memory = 0;
        for (var one : Stream.concat(Stream.of(process), process.descendants()).toList()) {
            var proc = Path.of("/proc", Long.toString(one.pid()));
            try {
                String stat = Files.readString(proc.resolve("stat"));
                var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                cpu = cpu.plusMillis(TICK * (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME])));
                memory += kilobytes(Files.readAllLines(proc.resolve("smaps_rollup")), "Pss:") * 1024;
            } catch (IOException e) {
                if (!hasEnded(e)) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return new Usage(cpu, memory);
    }

    /** In between; one that only waits for its parent still has a stat, and no memory. */
    private static boolean hasEnded(IOException e) {
        return e instanceof NoSuchFileException || "No such process".equals(reason(e));
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException at ? at.getReason() : e.getMessage();
    }

    private static long kilobytes(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
