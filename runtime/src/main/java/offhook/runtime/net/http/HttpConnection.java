package offhook.runtime.net.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
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
import offhook.runtime.work.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes a request, hands it to its route, writes the answer, and only then reads the next one. Whatever
 * it waits for, it waits for a limited time.
 */
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {

    /** Fired through the pipeline: finish what was asked for, then close. */
    static final Object DRAIN = new Object();

    private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

    private final Routes routes;
    private final Answers answers;
    private final Loop loop;
    private final Deadline deadline = new Deadline();
    private Incoming incoming; // null while no request is being read
    private boolean awaiting; // the next message, however many reads that takes
    private HttpRequest upgrading; // to a WebSocket
    private boolean keepAlive;
    private boolean chunks; // whether the client knows them
    private boolean idle = true; // no request has begun
    private boolean draining;
    private boolean over; // what still comes is thrown away
    private Receiving receiving; // takes a body while it arrives
    private Outgoing outgoing; // a body on its way out that is not there as a whole
    private int turn; // tells an answer that comes too late from the one that is due

    /** @param loop that of the channel; only WebSockets need it */
    HttpConnection(Routes routes, Answers answers, Loop loop) {
        this.routes = routes;
        this.answers = answers;
        this.loop = loop;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        within(Deadline.HEAD_WITHIN, context, context::close);
        await(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over = true;
        deadline.cancel();
        forget();
        if (outgoing != null) {
            outgoing.close();
        }
    }

    /** It has become a WebSocket. */
    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadline.cancel();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (outgoing != null) {
            outgoing.pump();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event != DRAIN) {
            context.fireUserEventTriggered(event);
            return;
        }
        draining = true;
        if (outgoing instanceof FeedWriter feed) {
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
        if (outgoing instanceof FeedWriter) {
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
        if (!(cause instanceof IOException || cause.getCause() instanceof IOException)) {
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
            var remote = Peer.of(
                    context.channel().remoteAddress(),
                    context.pipeline().get(SslHandler.class) != null,
                    head.headers());
            incoming = Incoming.of(head, routes, remote);
            expect(head);
        } catch (HttpFailure e) {
            refuse(context, e);
            return;
        }
        if (incoming.route().destination() instanceof Route.Piecewise piecewise) {
            receive(context, head, piecewise);
            return;
        }
        goOn(context, head);
        within(
                Deadline.BODY_WITHIN,
                context,
                () -> refuse(context, new HttpFailure(408, "the body did not arrive in time")));
        if (incoming.route().destination() instanceof Route.Upgrade) {
            upgrading = head;
        }
        await(context);
    }

    /** Fails with HttpFailure for what is known to be wrong before there is a body. */
    private void expect(HttpRequest head) {
        if (HttpUtil.isContentLengthSet(head) && HttpUtil.getContentLength(head) > incoming.largestBody()) {
            throw incoming.tooLong();
        }
        if (head.headers().contains(HttpHeaderNames.EXPECT) && !HttpUtil.is100ContinueExpected(head)) {
            throw new HttpFailure(417, "expected no such Expect header");
        }
        if (incoming.route().destination() instanceof Route.Upgrade upgrade) {
            Upgrading.check(head, upgrade.endpoint());
        }
    }

    private void goOn(ChannelHandlerContext context, HttpRequest head) {
        if (HttpUtil.is100ContinueExpected(head)) {
            context.writeAndFlush(answers.goOn());
        }
    }

    private void take(ChannelHandlerContext context, HttpContent content) {
        if (receiving != null) {
            takePart(context, content);
            return;
        }
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
        if (route.destination() instanceof Route.Upgrade upgrade) {
            var peer = incoming.peer();
            forget();
            Upgrading.run(context.channel(), upgrading, peer, loop, upgrade.endpoint());
            return;
        }
        forget();
        hand(context, route, request);
    }

    /** A body that is taken while it arrives: its taker first looks at the head. */
    private void receive(ChannelHandlerContext context, HttpRequest head, Route.Piecewise piecewise) {
        var request = incoming.request();
        long length = HttpUtil.isContentLengthSet(head) ? HttpUtil.getContentLength(head) : 0;
        var mine = ++turn;
        receiving = new Receiving(
                context.executor(),
                incoming.route(),
                length,
                failure -> hangUp(context, Answers.after(request, failure)));
        within(incoming.route().answerWithin(), context, () -> tooSlow(context, request));
        receiving.begin(piecewise.taker(), request, () -> {
            if (mine == turn) {
                goOn(context, head);
                awaitPart(context);
            }
        });
    }

    private void awaitPart(ChannelHandlerContext context) {
        within(
                receiving.patience(),
                context,
                () -> refuse(context, new HttpFailure(408, "the body did not arrive in time")));
        await(context);
    }

    private void takePart(ChannelHandlerContext context, HttpContent content) {
        var part = ByteBufUtil.getBytes(content.content());
        if (!receiving.has(part.length)) {
            refuse(context, incoming.tooLong());
            return;
        }
        var request = incoming.request();
        var mine = turn;
        within(incoming.route().answerWithin(), context, () -> tooSlow(context, request));
        receiving.take(part, () -> {
            if (mine != turn) {
                return;
            }
            if (content instanceof LastHttpContent) {
                receiving.end(stage ->
                        stage.whenComplete((response, failure) -> post(context, request, mine, response, failure)));
            } else {
                awaitPart(context);
            }
        });
    }

    private void tooSlow(ChannelHandlerContext context, Request request) {
        LOG.error("{} was not answered in time", request);
        refuse(context, new HttpFailure(503, "the answer takes too long"));
    }

    private void hand(ChannelHandlerContext context, Route route, Request request) {
        var mine = ++turn;
        within(route.answerWithin(), context, () -> tooSlow(context, request));
        try {
            route.where().execute(() -> run(context, route, request, mine));
        } catch (RejectedExecutionException e) {
            answer(context, request, mine, null, e);
        }
    }

    private void run(ChannelHandlerContext context, Route route, Request request, int mine) {
        CompletionStage<Response> stage;
        try {
            stage = ((Route.Whole) route.destination()).handler().handle(request);
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
            if (response != null && response.body() instanceof Response.Parts late) {
                late.close();
            }
            return;
        }
        forget();
        boolean bodiless = request.method().equals("HEAD");
        if (failure == null && !bodiless && response.body() instanceof Response.Feed source) {
            listen(context, response, source);
        } else if (failure == null && response.body() instanceof Response.Parts parts) {
            stream(context, response, parts, bodiless);
        } else {
            write(context, failure == null ? response : Answers.after(request, failure), context::close);
        }
    }

    private void listen(ChannelHandlerContext context, Response response, Response.Feed source) {
        turn++;
        deadline.cancel();
        context.writeAndFlush(answers.head(response, chunks));
        outgoing = new FeedWriter(context, source.open());
        await(context); // tells when the client goes
    }

    private void stream(ChannelHandlerContext context, Response response, Response.Parts parts, boolean bodiless) {
        turn++;
        keepAlive &= !draining;
        within(Deadline.WRITTEN_WITHIN, context, context::close);
        context.writeAndFlush(answers.head(response, parts.length(), keepAlive));
        var writer = new PartWriter(context, bodiless ? parts.without() : parts, new PartWriter.Listener() {
            @Override
            public void moved() {
                within(Deadline.WRITTEN_WITHIN, context, context::close);
            }

            @Override
            public void sent() {
                outgoing = null;
                context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                        .addListener(written -> written(context, written.isSuccess(), context::close));
            }

            @Override
            public void broken() {
                context.close();
            }
        });
        outgoing = writer;
        writer.pump();
    }

    private void refuse(ChannelHandlerContext context, HttpFailure failure) {
        hangUp(context, Response.text(failure.status(), failure.getMessage() + "\n"));
    }

    /** Answers and ends: what follows on this connection cannot be trusted to be a request. */
    private void hangUp(ChannelHandlerContext context, Response response) {
        if (!over) {
            keepAlive = false;
            forget();
            write(context, response, () -> linger(context));
        }
    }

    private void write(ChannelHandlerContext context, Response response, Runnable end) {
        turn++;
        keepAlive &= !draining;
        within(Deadline.WRITTEN_WITHIN, context, context::close);
        context.writeAndFlush(answers.of(response, keepAlive))
                .addListener(done -> written(context, done.isSuccess(), end));
    }

    private void written(ChannelHandlerContext context, boolean success, Runnable end) {
        if (!success) {
            context.close();
        } else if (!keepAlive || draining) {
            end.run();
        } else {
            idle = true;
            within(Deadline.IDLE_AT_MOST, context, context::close);
            await(context);
        }
    }

    private void linger(ChannelHandlerContext context) {
        over = true;
        deadline.linger(context);
    }

    private void within(Duration limit, ChannelHandlerContext context, Runnable otherwise) {
        deadline.set(limit, context, otherwise);
    }

    private void forget() {
        if (incoming != null) {
            incoming.release();
            incoming = null;
        }
        if (receiving != null) {
            receiving.abort();
            receiving = null;
        }
    }
}
