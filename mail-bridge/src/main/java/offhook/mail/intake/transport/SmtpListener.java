package offhook.mail.intake.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import offhook.mail.intake.smtp.Dialogue;
import offhook.mail.intake.smtp.Mails;
import offhook.mail.intake.smtp.Reply;
import offhook.mail.intake.smtp.Terms;
import offhook.runtime.config.Cidr;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.Ports;
import offhook.runtime.net.TlsContexts;

/** Takes the connections of clients, and of nobody else. Safe to share. */
public final class SmtpListener {

    private static final Reply STRANGER = new Reply(554, List.of("5.7.1 nobody is served here"));
    /** Who takes no answers is not waited for. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private static final Reply TOO_MANY = new Reply(421, List.of("4.7.0 too many connections"));

    private final EventLoops loops;
    private final TlsContexts tls;
    private final Terms terms;
    private final Mails mails;
    private final Patience patience;
    private final int most;
    private final Strangers strangers;
    private final Set<SmtpConnection> open = ConcurrentHashMap.newKeySet();
    private final Ports ports = new Ports();

    /**
     * Whom it serves.
     *
     * @param networks nobody else is served
     * @param most of them at the same time
     */
    public record Clients(List<Cidr> networks, int most) {

        public Clients {
            networks = List.copyOf(networks);
        }
    }

    public SmtpListener(
            EventLoops loops,
            TlsContexts tls,
            Terms terms,
            Mails mails,
            Patience patience,
            Clients clients,
            InstantSource clock) {
        this.loops = loops;
        this.tls = tls;
        this.terms = terms;
        this.mails = mails;
        this.patience = patience;
        this.most = clients.most();
        this.strangers = new Strangers(clients.networks(), clock);
    }

    /**
     * Listens. Blocks.
     *
     * @throws offhook.runtime.net.BindFailure if it cannot; then it listens nowhere
     */
    public void start(List<Listen> listen) {
        listen.forEach(at -> ports.open(loops.server().childHandler(Ports.each(this::taken)), at));
    }

    private void taken(Channel channel) {
        var address = ((InetSocketAddress) channel.remoteAddress()).getAddress();
        if (strangers.isOne(address)) {
            refuse(channel, STRANGER);
        } else if (open.size() >= most) {
            refuse(channel, TOO_MANY);
        } else {
            serve(channel, address);
        }
    }

    private static void refuse(Channel channel, Reply reply) {
        channel.writeAndFlush(Unpooled.wrappedBuffer(reply.encoded())).addListener(ChannelFutureListener.CLOSE);
    }

    private void serve(Channel channel, InetAddress address) {
        var dialogue = new Dialogue(terms, mails, address.getHostAddress(), address.isLoopbackAddress());
        var connection = new SmtpConnection(dialogue, mails, () -> tls.server().newHandler(channel.alloc()), patience);
        channel.pipeline().addLast(connection);
        open.add(connection);
        channel.closeFuture().addListener(closed -> open.remove(connection));
    }

    /** Where to connect, with the real ports. */
    public List<InetSocketAddress> addresses() {
        return ports.addresses();
    }

    public int connections() {
        return open.size();
    }

    /** Takes nobody new, and says goodbye to those who are there. Blocks. */
    public void stop() {
        ports.close();
        var goodbyes = open.stream().map(SmtpConnection::goAway).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(goodbyes)
                .completeOnTimeout(null, GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
