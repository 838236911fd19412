package offhook.xmpp.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import offhook.runtime.net.NettyLoop;

/**
 * A user who pings the server again and again and notes how long the answers took; and, on the server's loop, how much
 * work was done there at a stretch, which says the same where the machine has other things to do.
 */
public final class Pulse implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(5);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Socket socket = new Socket();
    private final Thread pinger = new Thread(this::run, "pulse");
    private final NettyLoop loop;
    private volatile boolean over;

    // Of the pinger; read when it is over.
    private final List<Long> took = new ArrayList<>();
    private IOException failure;
    private int pings;

    // Of the loop.
    private long cpu;
    private volatile long longest;

    /** Logs in by jabber:iq:auth. */
    public Pulse(RealXmpp server, String user) throws IOException {
        loop = server.loop();
        socket.connect(server.address());
        socket.setTcpNoDelay(true);
        say("<stream:stream to='capulet.example' version='1.0' xmlns='jabber:client' "
                + "xmlns:stream='http://etherx.jabber.org/streams'><iq type='set' id='in'>"
                + "<query xmlns='jabber:iq:auth'><username>" + user + "</username><password>" + user
                + "-secret</password><resource>pulse</resource></query></iq>");
        hear("id='in'/>");
        for (int i = 0; i < 200; i++) {
            ping(); // the code is compiled, and first answers are of no interest
        }
        took.clear();
        loop.execute(() -> {
            cpu = THREADS.getCurrentThreadCpuTime();
            look();
        });
        pinger.start();
    }

    /** Ends it: in which time so many of a hundred pings were answered. */
    public Duration within(int percent) throws IOException, InterruptedException {
        over = true;
        pinger.join();
        if (failure != null) {
            throw failure;
        }
        var sorted = took.stream().sorted().toList();
        return Duration.ofNanos(sorted.get((sorted.size() - 1) * percent / 100));
    }

    /** The longest time of a processor that the loop has worked without looking at anything else. */
    public Duration longestTurn() {
        return Duration.ofNanos(longest);
    }

    private void run() {
        try {
            while (!over) {
                took.add(ping());
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private void look() {
        long now = THREADS.getCurrentThreadCpuTime();
        longest = Math.max(longest, now - cpu);
        cpu = now;
        if (!over) {
            loop.after(BETWEEN, this::look);
        }
    }

    private long ping() throws IOException {
        long began = System.nanoTime();
        String id = "id='p" + ++pings + "'";
        say("<iq type='get' " + id + " to='capulet.example'><ping xmlns='urn:xmpp:ping'/></iq>");
        hear(id);
        hear(">");
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
