package offhook.benchmarks.xmpp;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;

/** A client of one user, all on one event loop. */
final class Client extends SimpleChannelInboundHandler<ByteBuf> {

    private static final SslContext TLS = tls();

    final int number;
    final CompletableFuture<Client> online = new CompletableFuture<>();
    private final Stanzas stanzas = new Stanzas(Unpooled.buffer(256), this::stanza);
    private final Deque<String> steps = new ArrayDeque<>();
    private Listener listener = (bytes, length) -> {};
    private Channel channel;
    private String failure = "the connection ended";

    private Client(int number) {
        this.number = number;
    }

    static String user(int number) {
        return "u" + number;
    }

    static String jid(int number) {
        return user(number) + '@' + XmppServers.DOMAIN;
    }

    /**
     * Connects, and takes steps of which each waits for its answer: the stream, an account if asked for, the login.
     *
     * @param port with TLS if it is {@link XmppServers#TLS_PORT}
     * @param register whether the account is to be made
     */
    static Client connect(EventLoop loop, int port, int number, boolean register) {
        var client = new Client(number);
        client.steps.add("<stream:stream to='" + XmppServers.DOMAIN
                + "' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>");
        if (register) {
            client.steps.add("<iq type='set' id='reg'><query xmlns='jabber:iq:register'><username>" + user(number)
                    + "</username><password>secret</password></query></iq>");
        }
        client.steps.add("<iq type='set' id='auth'><query xmlns='jabber:iq:auth'><username>" + user(number)
                + "</username><password>secret</password><resource>bench</resource></query></iq>");
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .handler(port == XmppServers.TLS_PORT ? client.overTls() : client)
                .connect("127.0.0.1", port)
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        client.online.completeExceptionally(done.cause());
                    }
                });
        return client;
    }

    private ChannelHandler overTls() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel connected) {
                connected.pipeline().addLast(TLS.newHandler(connected.alloc()), Client.this);
            }
        };
    }

    private static SslContext tls() {
        try {
            return SslContextBuilder.forClient()
                    .trustManager(InsecureTrustManagerFactory.INSTANCE) // the server has made its certificate itself
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hears of each stanza. */
    interface Listener {

        /** @param length of the stanza, from the reader index on; the bytes are valid during the call */
        void received(ByteBuf bytes, int length);
    }

    /** What comes from now on; on the loop. */
    void listen(Listener to) {
        listener = to;
    }

    /** Sends text, later in this turn of the loop; on the loop. */
    void write(String text) {
        channel.write(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), channel.voidPromise());
    }

    /** Sends initial presence; on the loop. */
    void available() {
        write("<presence/>");
        flush();
    }

    void flush() {
        channel.flush();
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        step();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        online.completeExceptionally(new IllegalStateException(user(number) + ": " + failure));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        failure = cause.toString();
        context.close();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        stanzas.read(bytes);
    }

    /** What the stanzas of this turn gave rise to. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    private void step() {
        var next = steps.poll();
        if (next == null) {
            online.complete(this);
        } else {
            write(next);
            flush();
        }
    }

    private void stanza(ByteBuf bytes, int length) {
        if (online.isDone()) {
            listener.received(bytes, length);
            return;
        }
        String text = bytes.toString(bytes.readerIndex(), length, StandardCharsets.UTF_8);
        if (text.contains("type='error'") || text.contains("type=\"error\"") || text.contains("stream:error")) {
            failure = text;
            channel.close();
        } else if (!text.startsWith("<stream:features")) {
            step();
        }
    }
}
