package offhook.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import offhook.runtime.config.Listen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BindingTest {

    private static final Listen ANY = Listen.parse("127.0.0.1:0");

    @Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof DatagramPacket packet) {
                context.writeAndFlush(new DatagramPacket(packet.content(), packet.sender()));
            } else {
                context.writeAndFlush(message);
            }
        }
    }

    private static final class Collect extends SimpleChannelInboundHandler<Object> {

        private final BlockingQueue<String> read = new ArrayBlockingQueue<>(10);

        @Override
        protected void channelRead0(ChannelHandlerContext context, Object message) {
            var bytes = message instanceof DatagramPacket packet ? packet.content() : (ByteBuf) message;
            read.add(bytes.toString(StandardCharsets.UTF_8));
        }

        String next() throws InterruptedException {
            return read.poll(20, TimeUnit.SECONDS);
        }
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static InetSocketAddress address(Channel channel) {
        return (InetSocketAddress) channel.localAddress();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void carriesTcpAndUdp(boolean epoll) throws InterruptedException {
        try (var loops = epoll ? EventLoops.start(2) : EventLoops.startPortable(2)) {
            var server = Binding.bind(loops.server().childHandler(new Echo()), ANY);
            var tcp = new Collect();
            loops.client(loops.loops().get(1))
                    .handler(tcp)
                    .connect(address(server))
                    .sync()
                    .channel()
                    .writeAndFlush(bytes("over tcp"));
            assertThat(tcp.next()).isEqualTo("over tcp");

            var socket = Binding.bind(loops.datagrams(loops.loops().get(0)).handler(new Echo()), ANY);
            var udp = new Collect();
            Binding.bind(loops.datagrams(loops.loops().get(1)).handler(udp), ANY)
                    .writeAndFlush(new DatagramPacket(bytes("over udp"), address(socket)));
            assertThat(udp.next()).isEqualTo("over udp");
            assertThat(loops.loopOf(socket)).isSameAs(loops.loops().get(0));
            assertThat(loops.loops()).contains(loops.loopOf(server));
        }
    }

    @Test
    void aBusyPortIsOneLine() {
        try (var loops = EventLoops.start(1)) {
            ServerBootstrap echo = loops.server().childHandler(new Echo());
            var port = address(Binding.bind(echo, ANY)).getPort();
            assertThatThrownBy(() -> Binding.bind(echo, Listen.parse("tcp:127.0.0.1:" + port)))
                    .isInstanceOf(BindFailure.class)
                    .hasMessage("Cannot listen on tcp:127.0.0.1:" + port + " (tcp): another program has this port;"
                            + " find it by: ss -lnp '( sport = :" + port + " )' --tcp");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsOneLine() {
        try (var loops = EventLoops.start(1)) {
            var socket = loops.datagrams(loops.loops().get(0)).handler(new Echo());
            assertThatThrownBy(() -> Binding.bind(socket, Listen.parse("udp:192.0.2.1:5060")))
                    .hasMessage("Cannot listen on udp:192.0.2.1:5060 (udp): this machine has no such address;"
                            + " see: ip address");
        }
    }

    @Test
    void aPortForRootIsOneLine() {
        var denied = new IOException("bind(..) failed: Permission denied");
        assertThat(Binding.failure("tcp", Listen.parse("0.0.0.0:443"), denied))
                .hasMessageContaining("may not use ports below 1024; grant CAP_NET_BIND_SERVICE");
        assertThat(Binding.failure("tcp", Listen.parse("0.0.0.0:4430"), denied))
                .hasMessageContaining("Permission denied");
    }
}
