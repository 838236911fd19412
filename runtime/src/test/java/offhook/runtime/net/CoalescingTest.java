package offhook.runtime.net;

import static io.netty.channel.SelectStrategy.SELECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CoalescingTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final List<Long> slept = new ArrayList<>();
    private long now;
    private int ready;
    private int come; // while it sleeps
    private final Coalescing coalescing = new Coalescing(() -> now, nanos -> {
        slept.add(nanos / MILLI);
        now += nanos;
        ready = come;
    });

    private int look(boolean hasTasks) throws Exception {
        return coalescing.calculateStrategy(() -> ready, hasTasks);
    }

    @Test
    void whatComesAfterASilenceIsReadAtOnce() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(look(false)).isEqualTo(SELECT);
            now += 20 * MILLI;
        }
        assertThat(slept).isEmpty();
    }

    @Test
    void whatComesFastWaitsForCompany() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(look(false)).isEqualTo(SELECT);
            now += MILLI / 10;
        }
        assertThat(slept).containsExactly(4L, 4L, 4L, 4L, 4L, 4L, 4L, 4L, 4L);
        now += 20 * MILLI;
        look(false);
        assertThat(slept).as("after a silence").hasSize(9);
    }

    @Test
    void whoHasCompanyWaitsHalfAsLong() throws Exception {
        look(false);
        for (int channels : new int[] {2, 3, 3, 0, 0}) {
            come = channels;
            assertThat(look(false)).isEqualTo(channels == 0 ? SELECT : channels);
            ready = 0; // they are read
        }
        assertThat(slept).containsExactly(4L, 4L, 2L, 2L, 4L);
    }

    @Test
    void whatKeepsItBusyWaitsForMore() throws Exception {
        look(false);
        come = 1;
        for (int micros : new int[] {1000, 99, 101, 1000, 99}) {
            look(false);
            ready = 0; // it is read
            now += Duration.ofNanos(micros * 1000L).toNanos();
        }
        assertThat(slept).as("the first was no packet").containsExactly(4L, 8L, 4L, 8L, 8L);
        come = 3;
        look(false);
        ready = 0;
        now += MILLI;
        look(false);
        ready = 0;
        assertThat(slept.subList(5, 7)).as("company comes first").containsExactly(4L, 2L);
        come = 0;
        look(false);
        now += MILLI;
        look(false);
        assertThat(slept.subList(8, 9))
                .as("what waits for a silence is no work")
                .containsExactly(4L);
    }

    @Test
    void neverSleepsWhileThereIsWork() throws Exception {
        look(false);
        ready = 3;
        assertThat(look(false)).isEqualTo(3);
        ready = 0;
        assertThat(look(true)).isZero();
        assertThat(slept).isEmpty();
    }

    /** On a real loop: all packets are read, in their order, and in a few looks. */
    @Test
    void nothingIsLost() throws Exception {
        int count = 100;
        var read = new ArrayList<Integer>(); // by the loop alone, until all came
        var came = new Semaphore(0);
        try (var loops = EventLoops.start(1);
                var sender = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Bootstrap bootstrap = loops.datagrams(loops.loops().get(0))
                    .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                        @Override
                        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
                            read.add(packet.content().readInt());
                            came.release();
                        }
                    });
            var channel =
                    bootstrap.bind(InetAddress.getLoopbackAddress(), 0).sync().channel();
            for (int i = 0; i < count; i++) {
                byte[] number = Unpooled.copyInt(i).array();
                sender.send(
                        new java.net.DatagramPacket(number, number.length, (InetSocketAddress) channel.localAddress()));
                assertThat(came.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(read).hasSize(count).isSorted();
        }
    }
}
