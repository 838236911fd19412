package offhook.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLoopsTest {

    private static EventLoops loops(boolean portable) {
        return portable ? EventLoops.startPortable(2) : EventLoops.start(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachLoopIsOneThreadAndKnowsIt(boolean portable) throws Exception {
        try (var loops = loops(portable)) {
            var threads = new HashSet<Thread>();
            for (NettyLoop loop : loops.loops()) {
                var here = new CompletableFuture<Boolean>();
                loop.execute(() -> {
                    threads.add(Thread.currentThread());
                    here.complete(loop.here());
                });
                assertThat(here.get(5, TimeUnit.SECONDS)).isTrue();
                assertThat(loop.here()).isFalse();
            }
            assertThat(threads).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsForLaterLetsOthersGoFirst(boolean portable) throws Exception {
        try (var loops = loops(portable)) {
            var loop = loops.loops().get(0);
            var order = new ArrayList<String>();
            var done = new CompletableFuture<Void>();
            loop.execute(() -> {
                loop.later(() -> {
                    order.add("later");
                    done.complete(null);
                });
                loop.execute(() -> {
                    order.add("posted");
                    loop.execute(() -> order.add("posted by that"));
                });
            });
            done.get(5, TimeUnit.SECONDS);
            assertThat(order).containsExactly("posted", "posted by that", "later");
        }
    }

    /** Whoever sends faster than can be read shares the loop with the others. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneConnectionIsNotReadForLong(boolean portable) throws Exception {
        int size = 2_000_000;
        try (var loops = loops(portable)) {
            var done = new CompletableFuture<List<Integer>>();
            var server = loops.server()
                    .childHandler(new ChannelInboundHandlerAdapter() {
                        private final List<Integer> turns = new ArrayList<>();
                        private int turn;
                        private int all;

                        @Override
                        public void channelRead(ChannelHandlerContext ctx, Object message) {
                            turn += ((ByteBuf) message).readableBytes();
                            ReferenceCountUtil.release(message);
                        }

                        @Override
                        public void channelReadComplete(ChannelHandlerContext ctx) {
                            turns.add(turn);
                            all += turn;
                            turn = 0;
                            if (all == size) {
                                done.complete(List.copyOf(turns));
                            }
                        }
                    })
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            try (var client = new Socket()) {
                client.connect(server.localAddress());
                client.getOutputStream().write(new byte[size]);
                assertThat(done.get(10, TimeUnit.SECONDS)).allMatch(turn -> turn <= EventLoops.TURN);
            }
            server.close().sync();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCancelledTimerDoesNotRun(boolean portable) throws Exception {
        try (var loops = loops(portable)) {
            var loop = loops.loops().get(0);
            var ran = new CompletableFuture<String>();
            loop.after(Duration.ofMillis(5), () -> ran.complete("cancelled")).cancel();
            loop.after(Duration.ofMillis(10), () -> ran.complete("kept"));
            assertThat(ran.get(5, TimeUnit.SECONDS)).isEqualTo("kept");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHashStaysAtItsLoopAndHashesSpread(boolean portable) {
        try (var loops = loops(portable)) {
            var used = new HashSet<NettyLoop>();
            for (int hash = -50; hash < 50; hash++) {
                assertThat(loops.loopFor(hash)).isSameAs(loops.loopFor(hash));
                used.add(loops.loopFor(hash));
            }
            assertThat(used).hasSize(2);
        }
    }
}
