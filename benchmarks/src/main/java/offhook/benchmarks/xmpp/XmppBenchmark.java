package offhook.benchmarks.xmpp;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import offhook.benchmarks.Figures;
import offhook.benchmarks.server.Server;

/**
 * Workloads on XMPP servers in turns, each alone on one core: operations for a CPU second, with every stanza checked to
 * come once and in order, and the memory of sessions.
 */
public final class XmppBenchmark {

    private final XmppServers servers;
    private final Duration measured;
    private final PrintStream out;

    /**
     * @param home the folder of Offhook, built
     * @param measured how long each workload lasts, after a warm-up
     */
    public XmppBenchmark(Path home, Duration measured, PrintStream out) throws IOException, InterruptedException {
        var open = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
        servers = XmppServers.in(home, Files.createTempDirectory("offhook-bench-", open));
        this.measured = measured;
        this.out = out;
    }

    /**
     * Prints one line of JSON for each workload on each server.
     *
     * @param rounds how often each server has its turn
     * @param chosen servers; none for all
     * @param titles of the workloads; none for all
     * @throws IllegalArgumentException with one line, if there is no such server or workload
     */
    public void run(int rounds, List<String> chosen, List<String> titles) throws IOException, InterruptedException {
        XmppServers.check(chosen);
        var names = chosen.isEmpty() ? XmppServers.NAMES : chosen;
        var rows = rows(titles);
        var busy = rows.stream().filter(row -> !row.isIdle()).toList();
        var settings = busy.stream().map(row -> row.setting).distinct().toList();
        for (int round = 0; round < rounds; round++) {
            for (var setting : settings) {
                var some =
                        busy.stream().filter(row -> row.setting.equals(setting)).toList();
                for (var name : names) {
                    run(name, servers.install(name, setting), some);
                }
            }
            var idle = rows.stream().filter(Row::isIdle).toList();
            for (var name : idle.isEmpty() ? List.<String>of() : names) {
                idle(name, servers.install(name, Setting.BARE), idle);
            }
        }
    }

    private static Set<Row> rows(List<String> titles) {
        return titles.isEmpty()
                ? EnumSet.allOf(Row.class)
                : titles.stream()
                        .map(title -> Row.of(title)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        title + " is none of the workloads " + String.join(", ", Row.titles()))))
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Row.class)));
    }

    private void run(String name, Installed installed, List<Row> rows) throws IOException, InterruptedException {
        try (var server = installed.start()) {
            register(rows);
            var warmUp = installed.warmUp();
            for (var row : rows) {
                run(name, server, row, warmUp);
                warmUp = installed.warmUpAgain();
            }
        } catch (CompletionException e) {
            failed(name, rows, e);
        }
    }

    private void run(String name, Server server, Row row, Duration warmUp) throws InterruptedException {
        server.awaitRest();
        var workload = row.workload();
        try (var crowd = new Crowd(row.port)) {
            crowd.login(workload.from(), workload.clients(), row::login);
            print(name, row.title, new Run(server, crowd, workload).measure(warmUp, measured));
        } catch (CompletionException e) {
            failed(name, List.of(row), e);
        }
    }

    /** The others go on. */
    private static void failed(String name, List<Row> rows, CompletionException e) {
        System.err.println(name + ", " + rows.stream().map(row -> row.title).toList() + ": " + e.getCause());
    }

    /** What is made once, first the tables and then the accounts, is made in other lives of the server. */
    private void idle(String name, Installed installed, List<Row> rows) throws IOException, InterruptedException {
        installed.start().close();
        try (var server = installed.start()) {
            print(name, "base", new Figures().with("memory_mb", Idle.atRest(server) / 1e6));
            register(rows);
            server.awaitRest();
        }
        for (var row : rows) {
            try (var server = installed.start()) {
                print(name, row.title, new Idle(server, row).measure(installed.warmUp()));
            } catch (CompletionException e) {
                failed(name, List.of(row), e);
            }
        }
    }

    private static void register(List<Row> rows) {
        try (var crowd = new Crowd(XmppServers.PORT)) {
            crowd.register(rows.stream().mapToInt(row -> row.accounts).max().orElse(0));
        }
    }

    private void print(String name, String workload, Figures figures) {
        out.println(
                new Figures().with("server", name).with("workload", workload).with(figures));
    }
}
