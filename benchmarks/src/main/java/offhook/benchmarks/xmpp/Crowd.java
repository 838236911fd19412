package offhook.benchmarks.xmpp;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Clients that are logged in, all on one event loop. */
final class Crowd implements AutoCloseable {

    private static final int AT_ONCE = 20;

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final List<Client> clients = new ArrayList<>();
    private final int port;

    Crowd(int port) {
        this.port = port;
    }

    /** Logs in users from 0 on. */
    Crowd login(int count, boolean register) {
        return login(0, count, register);
    }

    /** Logs in users from a number on, some at a time. */
    Crowd login(int from, int count, boolean register) {
        for (int first = from; first < from + count; first += AT_ONCE) {
            var some = new ArrayList<CompletableFuture<Client>>();
            for (int number = first; number < Math.min(from + count, first + AT_ONCE); number++) {
                var client = Client.connect(group.next().next(), port, number, register);
                clients.add(client);
                some.add(client.online);
            }
            CompletableFuture.allOf(some.toArray(CompletableFuture[]::new))
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        }
        return this;
    }

    List<Client> clients() {
        return clients;
    }

    /** Runs a task on the loop of the clients and waits for it. */
    void run(Runnable task) {
        group.next().submit(task).syncUninterruptibly();
    }

    @Override
    public void close() {
        run(() -> clients.forEach(Client::close));
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
