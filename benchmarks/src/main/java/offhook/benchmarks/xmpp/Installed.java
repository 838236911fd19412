package offhook.benchmarks.xmpp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import offhook.benchmarks.server.Server;

/**
 * A server with its configuration and data, which it keeps from one start to the next.
 *
 * @param log gets what it prints
 * @param compiles whether it compiles its own code while it runs, and becomes faster
 */
record Installed(List<String> command, Path log, boolean compiles) {

    Server start() throws IOException, InterruptedException {
        if (isUp()) {
            throw new IOException("something listens on port " + XmppServers.PORT + " already");
        }
        return Server.start(command, log, Installed::isUp);
    }

    /**
     * How long the first workload after a start takes until its speed is steady: logins, which go through most of a server's
     * code, keep the compiler of the JVM busy for nine seconds of CPU beside five of their own.
     */
    Duration warmUp() {
        return compiles ? Duration.ofSeconds(30) : Duration.ofSeconds(2);
    }

    /** The same for those that follow. */
    Duration warmUpAgain() {
        return compiles ? Duration.ofSeconds(8) : Duration.ofSeconds(2);
    }

    private static boolean isUp() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), XmppServers.PORT)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
