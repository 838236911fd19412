package offhook.runtime.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP port of loopback for what listens later. Safe to share. */
public final class FreePort {

    /** Below those that systems give to whoever asks for any: what is free now stays so until it is used. */
    private static final int FIRST = 10_000;

    private static final int MANY = 10_000;
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(MANY));

    private FreePort() {}

    /** One that nobody uses, given out once. */
    public static int next() {
        while (true) {
            int port = FIRST + NEXT.getAndIncrement() % MANY;
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one
            }
        }
    }
}
