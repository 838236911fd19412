package offhook.benchmarks.xmpp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;

/** A client of one user, all on one event loop. */
final class Client extends SimpleChannelInboundHandler<ByteBuf> {

    private static final SslContext TLS = tls();

    final int number;
    final Login login;
    final CompletableFuture<Client> online = new CompletableFuture<>();
    final CompletableFuture<Client> gone = new CompletableFuture<>();
    private final Stanzas stanzas = new Stanzas(this::stanza);
    private Stanzas.Sink listener = (bytes, from, to) -> {};
    private Channel channel;
    private ByteBuf out;
    private String failure = "the connection ended";

    Client(int number, Login login) {
        this.number = number;
        this.login = login;
    }

    static String user(int number) {
        return "u" + number;
    }

    static String jid(int number) {
        return user(number) + '@' + XmppServers.DOMAIN;
    }

    /** TLS 1.3 below it, each time with a whole handshake. */
    ChannelHandler overTls() {
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
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols("TLSv1.3")
                    .trustManager(InsecureTrustManagerFactory.INSTANCE) // the certificate was made for this run
                    .endpointIdentificationAlgorithm(null)
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What comes from now on; on the loop. */
    void listen(Stanzas.Sink to) {
        listener = to;
    }

    /** Adds text to what is sent with the next {@link #flush}, which follows all that came in; on the loop. */
    void write(String text) {
        out().writeCharSequence(text, StandardCharsets.UTF_8);
    }

    /** Adds a text with a number in it; on the loop. */
    void write(byte[] before, long count, byte[] after) {
        out().writeBytes(before);
        long power = 1;
        while (count / power >= 10) {
            power *= 10;
        }
        for (; power > 0; power /= 10) {
            out.writeByte((int) ('0' + count / power % 10));
        }
        out.writeBytes(after);
    }

    private ByteBuf out() {
        if (out == null) {
            out = channel.alloc().buffer(512);
        }
        return out;
    }

    /** Sends initial presence; on the loop. */
    void available() {
        write("<presence/>");
        flush();
    }

    /** Ends the stream, and when the server has ended it too, the connection; on the loop. */
    void leave() {
        write("</stream:stream>");
        flush();
    }

    void flush() {
        if (out != null) {
            channel.writeAndFlush(out, channel.voidPromise());
            out = null;
        }
    }

    void close() {
        channel.close();
    }

    /** The connection could not be made. */
    void failed(Throwable cause) {
        online.completeExceptionally(cause);
        gone.complete(this);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        write(login.opening());
        flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        failed(new IllegalStateException(user(number) + ": " + failure));
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
        flush();
    }

    private void stanza(byte[] bytes, int from, int to) {
        if (online.isDone()) {
            if (bytes[from] == '<' && bytes[from + 1] == '/') {
                channel.close();
            } else {
                listener.stanza(bytes, from, to);
            }
            return;
        }
        String text = Stanzas.text(bytes, from, to);
        if (text.contains("type='error'")
                || text.contains("type=\"error\"")
                || text.startsWith("<stream:error")
                || text.startsWith("<failure")) {
            failure = text;
            channel.close();
            return;
        }
        if (text.startsWith("<success")) {
            stanzas.restart();
        }
        login.answer(text).ifPresent(this::write);
        if (login.isDone()) {
            online.complete(this);
        }
    }
}
