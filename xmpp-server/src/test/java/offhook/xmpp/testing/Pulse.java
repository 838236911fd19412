package offhook.xmpp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * A user who pings the server again and again and notes how long the slowest answer took; beside them somebody who does
 * nothing but look at the clock, and notes for how long this machine stood still.
 */
public final class Pulse implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(5);

    /** A ping waits for a processor for the server's loop, and its answer for this side. */
    private static final int TURNS = 3;

    private final Socket socket = new Socket();
    private final Thread pinger = new Thread(() -> repeat(this::ping), "pulse");
    private final Thread watch = new Thread(() -> repeat(Pulse::stalled), "watch");
    private volatile boolean over;

    // Of the pinger, and of the watch; read when they are over.
    private int pings;
    private long slowest;
    private IOException failure;
    private long stillFor;

    /** Logs in by jabber:iq:auth. */
    public Pulse(InetSocketAddress server, String user) throws IOException {
        socket.connect(server);
        socket.setTcpNoDelay(true);
        say("<stream:stream to='capulet.example' version='1.0' xmlns='jabber:client' "
                + "xmlns:stream='http://etherx.jabber.org/streams'><iq type='set' id='in'>"
                + "<query xmlns='jabber:iq:auth'><username>" + user + "</username><password>" + user
                + "-secret</password><resource>pulse</resource></query></iq>");
        hear("id='in'/>");
        for (int i = 0; i < 200; i++) {
            ping(); // the code is compiled, and first answers are of no interest
        }
        watch.start();
        pinger.start();
    }

    /** How long the slowest answer took, less what its turns on a machine that stood still may have cost. Ends it. */
    public Duration slowest() throws IOException, InterruptedException {
        over = true;
        pinger.join();
        watch.join();
        if (failure != null) {
            throw failure;
        }
        return Duration.ofNanos(Math.max(0, slowest - TURNS * stillFor));
    }

    public int pings() {
        return pings;
    }

    @Override
    public String toString() {
        return pings + " pings, the slowest " + slowest / 1_000 + " µs; the machine stood still for " + stillFor / 1_000
                + " µs";
    }

    private void repeat(LongSupplier work) {
        while (!over) {
            long took = work.getAsLong();
            if (Thread.currentThread() == watch) {
                stillFor = Math.max(stillFor, took);
            } else {
                slowest = Math.max(slowest, took);
                pings++;
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
    }

    private static long stalled() {
        long began = System.nanoTime();
        LockSupport.parkNanos(1_000_000);
        return System.nanoTime() - began - 1_000_000;
    }

    private long ping() {
        long began = System.nanoTime();
        try {
            say("<iq type='get' id='p" + pings + "' to='capulet.example'><ping xmlns='urn:xmpp:ping'/></iq>");
            hear("id='p" + pings + "'");
            hear(">");
        } catch (IOException e) {
            failure = e;
            over = true;
        }
        return System.nanoTime() - began;
    }

    private void say(String xml) throws IOException {
        socket.getOutputStream().write(xml.getBytes(UTF_8));
    }

    private void hear(String until) throws IOException {
        InputStream in = socket.getInputStream();
        for (int matched = 0; matched < until.length(); ) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the server has left");
            }
            matched = c == until.charAt(matched) ? matched + 1 : c == until.charAt(0) ? 1 : 0;
        }
    }

    @Override
    public void close() throws IOException {
        over = true;
        socket.close();
    }
}
