package offhook.mail.intake.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.mail.intake.smtp.DataReader;
import offhook.mail.intake.smtp.Dialogue;
import offhook.mail.intake.smtp.Mails;
import offhook.mail.intake.smtp.Reception;
import offhook.mail.intake.smtp.Reply;
import offhook.mail.intake.smtp.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one client. While a part of a mail is written, or the client does not take our answers, nothing more is
 * read: so no client fills our memory.
 * Belongs to its loop.
 */
final class SmtpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(SmtpConnection.class);

    private static final int PART = 64 << 10;

    /** How long a client may take to read why we hang up. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Dialogue dialogue;
    private final Mails mails;
    private final Supplier<ChannelHandler> tls;
    private final Patience patience;
    private final ByteBuf unread = Unpooled.buffer();
    private ChannelHandlerContext context;
    private Mails.Arrival arrival; // null between mails
    private DataReader reader;
    private boolean busy;
    private boolean ending;
    private ScheduledFuture<?> quiet;
    private ScheduledFuture<?> whole;

    /** @param tls makes the handler of a connection that changes to TLS */
    SmtpConnection(Dialogue dialogue, Mails mails, Supplier<ChannelHandler> tls, Patience patience) {
        this.dialogue = dialogue;
        this.mails = mails;
        this.tls = tls;
        this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        say(dialogue.greeting());
        active.flush();
        renewWhole();
        renewQuiet();
    }

    @Override
    public void channelRead(ChannelHandlerContext from, Object message) {
        var read = (ByteBuf) message;
        try {
            if (!ending) {
                unread.discardReadBytes().writeBytes(read);
            }
        } finally {
            read.release();
        }
        if (!ending && !busy) {
            renewQuiet();
            goOn();
        }
    }

    private void goOn() {
        try {
            while (!busy && !ending && unread.isReadable() && context.channel().isWritable()) {
                if (arrival != null) {
                    data();
                } else if (!command()) {
                    break;
                }
            }
        } catch (Lines.Unreadable e) {
            carryOut(dialogue.unreadable(e.getMessage()));
        }
        context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (!busy && !ending) {
            boolean isTaken = changed.channel().isWritable();
            changed.channel().config().setAutoRead(isTaken);
            if (isTaken) {
                changed.executor().execute(this::takenAgain);
            }
        }
    }

    private void takenAgain() {
        if (!busy && !ending) {
            goOn();
        }
    }

    /** Whether there was one. */
    private boolean command() throws Lines.Unreadable {
        var line = Lines.next(unread);
        line.ifPresent(text -> carryOut(dialogue.on(text)));
        return line.isPresent();
    }

    private void carryOut(Turn turn) {
        if (turn instanceof Turn.Encrypt && unread.isReadable()) {
            // RFC 3207 §6: whoever sits on the line could have put it there, to be taken for what TLS protects.
            carryOut(dialogue.unreadable("nothing may follow STARTTLS"));
            return;
        }
        say(turn.reply());
        if (turn instanceof Turn.Listen listen) {
            arrival = mails.begin(listen.envelope());
            reader = new DataReader();
        } else if (turn instanceof Turn.Encrypt) {
            context.flush();
            context.pipeline().addFirst(tls.get());
            dialogue.encrypted();
        } else if (turn instanceof Turn.End) {
            end();
        }
    }

    private void data() {
        var part = new byte[Math.min(unread.readableBytes(), PART)];
        unread.getBytes(unread.readerIndex(), part);
        var text = new ByteArrayOutputStream(part.length);
        unread.skipBytes(reader.read(part, text));
        pause();
        var written = arrival.write(text.toByteArray());
        if (reader.isOver()) {
            then(written.thenCompose(done -> arrival.end()), this::received);
        } else {
            then(written, done -> {});
        }
    }

    private void received(Reception what) {
        arrival = null;
        reader = null;
        renewWhole();
        dialogue.received(what).forEach(this::say);
    }

    /** What a stage leads to happens on the loop, and then reading goes on. */
    private <T> void then(CompletionStage<T> stage, Consumer<T> task) {
        stage.whenComplete((value, failure) -> context.executor().execute(() -> {
            if (failure != null) {
                log.error("mail intake: a mail cannot be taken: {}", failure.toString());
                fail();
                return;
            }
            if (!ending) {
                task.accept(value);
                resume();
            }
        }));
    }

    /** A fault of ours: the client tries again. */
    private void fail() {
        if (!ending) {
            say(new Reply(421, List.of("4.3.0 something is wrong here, try again later")));
            context.flush();
            end();
        }
    }

    private void pause() {
        busy = true;
        cancel(quiet);
        context.channel().config().setAutoRead(false);
    }

    private void resume() {
        busy = false;
        renewQuiet();
        context.channel().config().setAutoRead(context.channel().isWritable());
        goOn();
    }

    private void say(Reply reply) {
        context.write(Unpooled.wrappedBuffer(reply.encoded()));
    }

    private void renewQuiet() {
        cancel(quiet);
        quiet = after(patience.quiet());
    }

    private void renewWhole() {
        cancel(whole);
        whole = after(patience.whole());
    }

    private ScheduledFuture<?> after(Duration limit) {
        return context.executor().schedule(this::tooLate, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void cancel(ScheduledFuture<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** RFC 5321 §3.8. */
    private void tooLate() {
        if (!ending) {
            say(new Reply(421, List.of("4.4.2 this takes too long")));
            context.flush();
            end();
        }
    }

    /** The server stops; completes when the client has been told. */
    CompletableFuture<Void> goAway() {
        var told = new CompletableFuture<Void>();
        context.executor().execute(() -> {
            if (!ending) {
                say(new Reply(421, List.of("4.3.2 the server stops")));
                end();
            }
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> told.complete(null));
        });
        return told;
    }

    /** Closes our side and reads on for a moment: a reset could take our last words away. */
    private void end() {
        ending = true;
        forget();
        context.channel().config().setAutoRead(true);
        if (context.channel() instanceof DuplexChannel duplex) {
            context.executor().schedule(() -> context.close(), LINGER.toNanos(), TimeUnit.NANOSECONDS);
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> duplex.shutdownOutput());
        } else {
            context.close();
        }
    }

    private void forget() {
        cancel(quiet);
        cancel(whole);
        if (arrival != null) {
            arrival.abort();
            arrival = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext gone) {
        ending = true;
        forget();
        unread.release();
        gone.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext from, Throwable cause) {
        log.debug("mail intake: a connection broke off: {}", cause.toString());
        from.close();
    }
}
