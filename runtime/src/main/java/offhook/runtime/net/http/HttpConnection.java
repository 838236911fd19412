package offhook.runtime.net.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes a request, hands it to its route, writes the answer, and only then reads the next one. Whatever
 * it waits for, it waits for a limited time.
 */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {

    /** From the first octet to the last of a header; also how long a new connection may say nothing. */
    static final Duration HEAD_WITHIN = Duration.ofSeconds(10);

    static final Duration IDLE_AT_MOST = Duration.ofSeconds(60);
    static final Duration BODY_WITHIN = Duration.ofSeconds(30);
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    static final Duration WRITTEN_WITHIN = Duration.ofSeconds(60);

    /** How long a client whose request was cut short may take to read why. */
    static final Duration LINGER = Duration.ofSeconds(1);

    /** Fired through the pipeline: finish what was asked for, then close. */
    static final Object DRAIN = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final Routes routes;
    private final Answers answers;
    private ScheduledFuture<?> deadline;
    private Incoming incoming; // null while no request is being read
    private boolean awaiting; // the next message, however many reads that takes
    private boolean keepAlive;
    private boolean chunks; // whether the client knows them
    private boolean idle = true; // no request has begun
    private boolean draining;
    private boolean over; // what still comes is thrown away
    private FeedWriter feed;
    private int turn; // tells an answer that comes too late from the one that is due

    HttpConnection(Routes routes, Answers answers) {
        this.routes = routes;
        this.answers = answers;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        within(HEAD_WITHIN, context, context::close);
        await(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over = true;
        deadline.cancel(false);
        forget();
        if (feed != null) {
            feed.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (feed != null) {
            feed.pump();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event != DRAIN) {
            context.fireUserEventTriggered(event);
            return;
        }
        draining = true;
        if (feed != null) {
            feed.close();
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        } else if (idle) {
            context.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (awaiting) {
            context.read();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
        awaiting = false;
        if (over) {
            return;
        }
        if (feed != null) {
            context.close(); // whoever listens has nothing to say
        } else if (message.decoderResult().isFailure()) {
            refuse(context, Answers.malformed(message.decoderResult().cause()));
        } else if (message instanceof HttpRequest head) {
            begin(context, head);
        } else if (message instanceof HttpContent content && incoming != null) {
            take(context, content);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("A connection from {} failed: {}", context.channel().remoteAddress(), cause.toString());
        }
        context.close();
    }

    private void await(ChannelHandlerContext context) {
        awaiting = true;
        context.read();
    }

    private void begin(ChannelHandlerContext context, HttpRequest head) {
        idle = false;
        keepAlive = HttpUtil.isKeepAlive(head);
        chunks = head.protocolVersion().minorVersion() > 0;
        try {
            incoming = Incoming.of(head, routes, context.channel().remoteAddress());
        } catch (HttpFailure e) {
            refuse(context, e);
            return;
        }
        if (HttpUtil.isContentLengthSet(head) && HttpUtil.getContentLength(head) > incoming.largestBody()) {
            refuse(context, incoming.tooLong());
            return;
        }
        if (HttpUtil.is100ContinueExpected(head)) {
            context.writeAndFlush(answers.goOn());
        } else if (head.headers().contains(HttpHeaderNames.EXPECT)) {
            refuse(context, new HttpFailure(417, "expected no such Expect header"));
            return;
        }
        within(BODY_WITHIN, context, () -> refuse(context, new HttpFailure(408, "the body did not arrive in time")));
        await(context);
    }

    private void take(ChannelHandlerContext context, HttpContent content) {
        if (!incoming.add(content.content())) {
            refuse(context, incoming.tooLong());
            return;
        }
        if (!(content instanceof LastHttpContent)) {
            await(context);
            return;
        }
        var request = incoming.request();
        var route = incoming.route();
        forget();
        hand(context, route, request);
    }

    private void hand(ChannelHandlerContext context, Route route, Request request) {
        var mine = ++turn;
        within(ANSWER_WITHIN, context, () -> {
            LOG.error("{} was not answered within {} s", request, ANSWER_WITHIN.toSeconds());
            refuse(context, new HttpFailure(503, "the answer takes too long"));
        });
        try {
            route.where().execute(() -> run(context, route, request, mine));
        } catch (RejectedExecutionException e) {
            answer(context, request, mine, null, e);
        }
    }

    private void run(ChannelHandlerContext context, Route route, Request request, int mine) {
        CompletionStage<Response> stage;
        try {
            stage = route.handler().handle(request);
        } catch (Throwable e) {
            post(context, request, mine, null, e);
            return;
        }
        stage.whenComplete((response, failure) -> post(context, request, mine, response, failure));
    }

    private void post(ChannelHandlerContext context, Request request, int mine, Response response, Throwable failure) {
        if (context.executor().inEventLoop()) {
            answer(context, request, mine, response, failure);
        } else {
            context.executor().execute(() -> answer(context, request, mine, response, failure));
        }
    }

    private void answer(
            ChannelHandlerContext context, Request request, int mine, Response response, Throwable failure) {
        if (mine != turn || over) {
            return;
        }
        if (failure == null
                && response.body() instanceof Response.Feed source
                && !request.method().equals("HEAD")) {
            listen(context, response, source);
        } else {
            write(context, failure == null ? response : Answers.after(request, failure), context::close);
        }
    }

    private void listen(ChannelHandlerContext context, Response response, Response.Feed source) {
        turn++;
        deadline.cancel(false);
        context.writeAndFlush(answers.head(response, chunks));
        feed = new FeedWriter(context, source.open());
        await(context); // tells when the client goes
    }

    /** Answers and hangs up: what follows on this connection cannot be trusted to be a request. */
    private void refuse(ChannelHandlerContext context, HttpFailure failure) {
        keepAlive = false;
        forget();
        write(context, Response.text(failure.status(), failure.getMessage() + "\n"), () -> linger(context));
    }

    private void write(ChannelHandlerContext context, Response response, Runnable end) {
        turn++;
        keepAlive &= !draining;
        within(WRITTEN_WITHIN, context, context::close);
        context.writeAndFlush(answers.of(response, keepAlive)).addListener(written -> {
            if (!written.isSuccess()) {
                context.close();
            } else if (!keepAlive || draining) {
                end.run();
            } else {
                idle = true;
                within(IDLE_AT_MOST, context, context::close);
                await(context);
            }
        });
    }

    /** Closing while bytes wait unread would reset the connection, and the client might never see the answer. */
    private void linger(ChannelHandlerContext context) {
        over = true;
        within(LINGER, context, context::close);
        if (context.channel() instanceof DuplexChannel duplex
                && context.pipeline().get(SslHandler.class) == null) {
            duplex.shutdownOutput();
            duplex.config().setAutoRead(true);
        } else {
            context.close();
        }
    }

    private void within(Duration limit, ChannelHandlerContext context, Runnable otherwise) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        deadline = context.executor().schedule(otherwise, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void forget() {
        if (incoming != null) {
            incoming.release();
            incoming = null;
        }
    }
}
