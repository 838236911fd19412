package offhook.benchmarks.xmpp;

import io.netty.channel.ChannelHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import offhook.runtime.net.EventLoops;

/** Clients at one port of a server, all on one event loop. */
final class Crowd implements AutoCloseable {

    private static final int AT_ONCE = 40;

    private final EventLoops loops = EventLoops.start(1);
    private final List<Client> clients = new ArrayList<>();
    private final int port;

    /** @param port with TLS if it is {@link XmppServers#TLS_PORT} */
    Crowd(int port) {
        this.port = port;
    }

    /** Makes accounts from 0 on. */
    void register(int count) {
        for (int first = 0; first < count; first += AT_ONCE) {
            var some = connect(first, Math.min(AT_ONCE, count - first), OldLogin::register);
            run(() -> some.forEach(Client::leave));
            await(some.stream().map(client -> client.gone));
        }
    }

    /** Logs in users from a number on, some at a time; they stay. */
    List<Client> login(int from, int count, IntFunction<Login> login) {
        int before = clients.size();
        for (int first = from; first < from + count; first += AT_ONCE) {
            clients.addAll(connect(first, Math.min(AT_ONCE, from + count - first), login));
        }
        return List.copyOf(clients.subList(before, clients.size()));
    }

    private List<Client> connect(int from, int count, IntFunction<Login> login) {
        var some = IntStream.range(from, from + count)
                .mapToObj(number -> connect(number, login.apply(number)))
                .toList();
        await(some.stream().map(client -> client.online));
        return some;
    }

    private static void await(Stream<CompletableFuture<Client>> all) {
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** One more, which is not counted among those that stay. */
    Client connect(int number, Login login) {
        var client = new Client(number, login);
        ChannelHandler handler = port == XmppServers.TLS_PORT ? client.overTls() : client;
        loops.client(loops.loops().get(0))
                .handler(handler)
                .connect("127.0.0.1", port)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        client.failed(done.cause());
                    }
                });
        return client;
    }

    List<Client> clients() {
        return clients;
    }

    /** Runs a task on the loop of the clients and waits for it. */
    void run(Runnable task) {
        ask(() -> {
            task.run();
            return null;
        });
    }

    /** Asks something on the loop of the clients. */
    <T> T ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, loops.loops().get(0).netty())
                .join();
    }

    /** Looks on the loop until it is so; false if that is not within two minutes. */
    boolean await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 2400; i++) {
            if (ask(condition::getAsBoolean)) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return false;
    }

    /** Waits until all has come, or nothing has come for so long. */
    void settle(Workload workload, Duration silence) throws InterruptedException {
        long before = -1;
        for (int silent = 0; silent < silence.toMillis() / 50 && !ask(workload::isSettled); silent++) {
            TimeUnit.MILLISECONDS.sleep(50);
            long now = ask(workload::done);
            silent = now == before ? silent : 0;
            before = now;
        }
    }

    /** On the loop, after a while. */
    void after(long millis, Runnable task) {
        loops.loops().get(0).netty().schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /** Ends the sessions of some. */
    void leave(List<Client> some) {
        run(() -> some.forEach(Client::leave));
        await(some.stream().map(client -> client.gone));
        clients.removeAll(some);
    }

    @Override
    public void close() {
        try {
            leave(List.copyOf(clients));
        } finally {
            loops.close();
        }
    }
}
