package offhook.voicemail.rtp.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import offhook.voicemail.rtp.Datagrams.Parcel;
import offhook.voicemail.rtp.Datagrams.Port;
import org.junit.jupiter.api.Test;

class DeparturesTest {

    private final Departures departures = new Departures();
    private final Queue<Integer> sent = new ConcurrentLinkedQueue<>();

    private Parcel parcel(int number, Runnable meanwhile) {
        var port = new Port() {
            @Override
            public void send(byte[] data, int length, InetSocketAddress to) {
                meanwhile.run();
                sent.add(length);
            }

            @Override
            public void close() {
                throw new AssertionError("it is its loop's");
            }
        };
        return new Parcel(port, new byte[number], new InetSocketAddress(4000));
    }

    private Parcel parcel(int number) {
        return parcel(number, () -> {});
    }

    private static long in(int milliseconds) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    @Test
    void whatIsDueFirstLeavesFirst() {
        departures.at(in(120), List.of(parcel(3), parcel(4)));
        departures.at(in(60), List.of(parcel(2)));
        departures.at(in(-5), List.of(parcel(1)));
        await().until(() -> sent.size() == 4);
        assertThat(sent).containsExactly(1, 2, 3, 4);
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() {
        Runnable fails = () -> {
            throw new IllegalStateException("as a test wants it");
        };
        departures.at(in(0), List.of(parcel(1, fails), parcel(2)));
        departures.at(in(0), List.of(parcel(3)));
        await().until(() -> sent.size() == 2);
        assertThat(sent).containsExactly(2, 3);
    }

    /** A thread that is stuck is no reason to keep what nobody will want to hear. */
    @Test
    void noMoreWaitThanAnybodyWouldHear() throws InterruptedException {
        var stuck = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        departures.at(in(0), List.of(parcel(1, () -> {
            begun.countDown();
            try {
                stuck.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })));
        begun.await();
        for (int i = 0; i < Departures.MOST + 100; i++) {
            departures.at(in(0), List.of(parcel(2)));
        }
        stuck.countDown();
        await().until(() -> sent.size() == 1 + Departures.MOST);
        departures.at(in(0), List.of(parcel(3)));
        await().until(() -> sent.contains(3));
        assertThat(sent).hasSize(2 + Departures.MOST);
    }
}
