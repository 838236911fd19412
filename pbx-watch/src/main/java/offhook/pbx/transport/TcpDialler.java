package offhook.pbx.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.pbx.link.Conversation;
import offhook.pbx.link.Dialler;
import offhook.pbx.link.Wire;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.NettyLoop;
import offhook.runtime.net.TlsClients;
import offhook.runtime.net.dns.NameService;
import offhook.runtime.work.Loop;
import offhook.sip.message.Host;

/** Opens TCP and TLS connections to a PBX, to the first of its addresses that answers. Safe to share. */
public final class TcpDialler implements Dialler {

    private final EventLoops loops;
    private final NettyLoop loop;
    private final NameService names;
    private final String host;
    private final int port;
    private final Optional<TlsClients> tls;

    /** @param tls if the connections shall be TLS: the certificate must be made out to the host */
    public TcpDialler(EventLoops loops, NameService names, String host, int port, Optional<TlsClients> tls) {
        this.loops = loops;
        this.loop = loops.loopFor(host.hashCode());
        this.names = names;
        this.host = host;
        this.port = port;
        this.tls = tls;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public String toString() {
        return host + ':' + port;
    }

    @Override
    public void dial(Conversation conversation) {
        addresses()
                .whenComplete((addresses, failure) -> loop.execute(() -> {
                    if (failure != null || addresses.isEmpty()) {
                        conversation.closed("the name " + host + " cannot be looked up");
                    } else {
                        dial(addresses, conversation);
                    }
                }));
    }

    private CompletionStage<List<InetAddress>> addresses() {
        return Host.literal(host)
                .<CompletionStage<List<InetAddress>>>map(address -> CompletableFuture.completedFuture(List.of(address)))
                .orElseGet(() -> names.addresses(host));
    }

    private void dial(List<InetAddress> addresses, Conversation conversation) {
        var address = new InetSocketAddress(addresses.get(0), port);
        loops.client(loop)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        tls.ifPresent(clients -> channel.pipeline().addLast(clients.handler(channel, address)));
                        channel.pipeline().addLast(new Ends(conversation, tls.isPresent()));
                    }
                })
                .connect(address)
                .addListener(connected -> {
                    if (connected.isSuccess()) {
                        return;
                    }
                    if (addresses.size() > 1) {
                        dial(addresses.subList(1, addresses.size()), conversation);
                    } else {
                        conversation.closed(reason(connected.cause()));
                    }
                });
    }

    private static String reason(Throwable cause) {
        var message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }

    /** Between the connection and its conversation. */
    private static final class Ends extends SimpleChannelInboundHandler<ByteBuf> implements Wire {

        private final Conversation conversation;
        private final boolean secure;
        private Channel channel;
        private String why = "the connection was closed";

        Ends(Conversation conversation, boolean secure) {
            this.conversation = conversation;
            this.secure = secure;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
            if (!secure) {
                conversation.opened(this);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (handshake.isSuccess()) {
                    conversation.opened(this);
                } else {
                    why = "TLS: " + reason(handshake.cause());
                }
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
            byte[] bytes = new byte[in.readableBytes()];
            in.readBytes(bytes);
            conversation.received(bytes);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            conversation.closed(why);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            why = why.startsWith("TLS: ") ? why : reason(cause);
            context.close();
        }

        @Override
        public void send(String text) {
            if (channel.isWritable()) {
                channel.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
            } else {
                why = "it takes nothing";
                channel.close();
            }
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
