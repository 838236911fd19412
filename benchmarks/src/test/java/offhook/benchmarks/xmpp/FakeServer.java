package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import offhook.runtime.net.EventLoops;

/**
 * As much of a server as {@link Chat}, {@link Presences} and {@link Room} need, which does to what it delivers what a test
 * wants.
 */
final class FakeServer implements AutoCloseable {

    private static final Pattern NAME = Pattern.compile("<username>(u\\d+)<");
    private static final Pattern TO = Pattern.compile("to='(u\\d+)@");

    private final EventLoops loops = EventLoops.start(1);
    private final Map<String, Connection> online = new LinkedHashMap<>();
    private final BiFunction<String, String, List<String>> faults;
    private final Channel listener;

    /**
     * @param faults the users who get a stanza, where one user should: none, some of them twice, somebody else
     */
    FakeServer(BiFunction<String, String, List<String>> faults) {
        this.faults = faults;
        listener = loops.server()
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Connection());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loops.close();
    }

    private void deliver(String user, String stanza) {
        for (var name : faults.apply(user, stanza)) {
            online.get(name).send(stanza);
        }
    }

    private final class Connection extends SimpleChannelInboundHandler<ByteBuf> {

        private final Stanzas stanzas = new Stanzas((bytes, from, to) -> received(Stanzas.text(bytes, from, to)));
        private Channel channel;
        private String user = "";

        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
            stanzas.read(bytes);
        }

        void send(String text) {
            channel.writeAndFlush(Unpooled.copiedBuffer(text, UTF_8));
        }

        private void received(String stanza) {
            var name = NAME.matcher(stanza);
            if (stanza.startsWith("</")) {
                send("</stream:stream>");
            } else if (stanza.startsWith("<stream")) {
                send("<stream:stream id='1'>");
            } else if (name.find()) {
                user = name.group(1);
                online.put(user, this);
                send("<iq type='result'/>");
            } else if (stanza.startsWith("<iq")) {
                send("<iq type='result'/>");
            } else if (stanza.startsWith("<message")) {
                said(stanza);
            } else {
                announced(stanza);
            }
        }

        private void said(String stanza) {
            if (stanza.contains("to='room@")) {
                String from = " from='room@conference." + XmppServers.DOMAIN + '/' + user + "'";
                online.keySet().forEach(one -> deliver(one, stanza.replace("<message", "<message" + from)));
            } else {
                var to = TO.matcher(stanza);
                deliver(to.find() ? to.group(1) : user, from(stanza));
            }
        }

        private void announced(String stanza) {
            if (stanza.contains("/muc'")) {
                send("<presence><x><status code='110'/></x></presence>");
            } else if (stanza.contains("<status>")) {
                online.keySet().forEach(one -> deliver(one, from(stanza)));
            } else if (stanza.equals("<presence/>")) { // all are friends of all
                online.values().forEach(one -> one.send(from(stanza)));
                online.values().stream().filter(one -> one != this).forEach(one -> send(one.from(stanza)));
            }
        }

        private String from(String stanza) {
            return stanza.replaceFirst("(<\\w+)", "$1 from='" + user + "@x'");
        }
    }
}
