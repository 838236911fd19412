package offhook.benchmarks.xmpp;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import offhook.benchmarks.Figures;
import offhook.benchmarks.server.Server;

/**
 * What sessions that do nothing hold: the difference between some and many, as the system accounts it with the garbage of
 * their logins, and, where it can be told, as live objects.
 */
final class Idle {

    static final int SESSIONS = 8000;

    private static final int FEW = 1000;
    private static final int AT_ONCE = 40;

    /** Parsers, and what a start leaves, are let go after a while. */
    private static final Duration QUIET = Duration.ofSeconds(12);

    private final Server server;
    private final Row row;

    /** @param server just started, with {@link #SESSIONS} accounts */
    Idle(Server server, Row row) {
        this.server = server;
        this.row = row;
    }

    /** Resident bytes of one that was just started and has nothing to do. */
    static long atRest(Server server) throws InterruptedException {
        server.awaitRest();
        TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
        return server.usage().memory();
    }

    /** @param warmUp logins come and go for so long first: what compiling their code takes belongs to no session */
    Figures measure(Duration warmUp) throws IOException, InterruptedException {
        long none = atRest(server);
        try (var crowd = new Crowd(row.port)) {
            new Run(server, crowd, Logins.again(row::login, FEW, AT_ONCE)).warmUp(warmUp);
            come(crowd, 0, FEW);
            long few = server.usage().memory();
            come(crowd, FEW, SESSIONS - FEW);
            long many = server.usage().memory();
            var figures = new Figures()
                    .with("clients", SESSIONS)
                    .with("bytes_a_session", (many - few) / (double) (SESSIONS - FEW))
                    .with("memory_before_mb", none / 1e6)
                    .with("memory_mb", many / 1e6);
            var live = server.liveHeap();
            if (live.isPresent()) {
                crowd.leave(List.copyOf(crowd.clients().subList(FEW, SESSIONS)));
                TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
                long fewer = server.liveHeap().getAsLong();
                figures.with("live_bytes_a_session", (live.getAsLong() - fewer) / (double) (SESSIONS - FEW));
            }
            return figures;
        }
    }

    /** More clients come online, and then nothing happens. */
    private void come(Crowd crowd, int from, int count) throws InterruptedException {
        var more = crowd.login(from, count, row::login);
        crowd.run(() -> more.forEach(Client::available));
        TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
    }
}
