package offhook.runtime.net.http;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.time.Duration;
import offhook.runtime.work.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: takes a request, hands it to its route, has the answer written, and only then reads the next one. Whatever
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
    private ChannelHandlerContext context; // with the replies from when it is in the pipeline
    private Replies replies;
    private Incoming incoming; // null while no request is being read
    private boolean awaiting; // the next message, however many reads that takes
    private HttpRequest upgrading; // to a WebSocket
    private boolean idle = true; // no request has begun
    private boolean over; // what still comes is thrown away
    private Receiving receiving; // takes a body while it arrives
    private Due due; // null before the first request

    /** @param loop that of the channel; only WebSockets need it */
    HttpConnection(Routes routes, Answers answers, Loop loop) {
        this.routes = routes;
        this.answers = answers;
        this.loop = loop;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext in) {
        context = in;
        replies = new Replies(in, answers, deadline, this::next);
    }

    @Override
    public void channelActive(ChannelHandlerContext in) {
        within(Deadline.HEAD_WITHIN, in::close);
        await();
    }

    @Override
    public void channelInactive(ChannelHandlerContext in) {
        over = true;
        deadline.cancel();
        forget();
        replies.close();
    }

    /** It has become a WebSocket. */
    @Override
    public void handlerRemoved(ChannelHandlerContext in) {
        deadline.cancel();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext in) {
        replies.pump();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext in, Object event) {
        if (event != DRAIN) {
            in.fireUserEventTriggered(event);
            return;
        }
        replies.drain();
        if (idle) {
            in.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext in) {
        if (awaiting) {
            in.read();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext in, HttpObject message) {
        awaiting = false;
        if (over) {
            return;
        }
        if (replies.isFeed()) {
            in.close(); // whoever listens has nothing to say
        } else if (message.decoderResult().isFailure()) {
            refuse(Answers.malformed(message.decoderResult().cause()));
        } else if (message instanceof HttpRequest head) {
            begin(head);
        } else if (message instanceof HttpContent content && incoming != null) {
            take(content);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext in, Throwable cause) {
        if (!(cause instanceof IOException || cause.getCause() instanceof IOException)) {
            LOG.warn("A connection from {} failed: {}", in.channel().remoteAddress(), cause.toString());
        }
        in.close();
    }

    private void await() {
        awaiting = true;
        context.read();
    }

    private void within(Duration limit, Runnable otherwise) {
        deadline.set(limit, context, otherwise);
    }

    // A request comes in

    private void begin(HttpRequest head) {
        idle = false;
        replies.to(head);
        try {
            var remote = Peer.of(
                    context.channel().remoteAddress(),
                    context.pipeline().get(SslHandler.class) != null,
                    head.headers());
            incoming = Incoming.of(head, routes, remote);
            incoming.expect(head);
        } catch (HttpFailure e) {
            refuse(e);
            return;
        }
        if (incoming.route().destination() instanceof Route.Piecewise piecewise) {
            receive(head, piecewise);
            return;
        }
        replies.goOn(head);
        within(Deadline.BODY_WITHIN, this::bodyIsLate);
        if (incoming.route().destination() instanceof Route.Upgrade) {
            upgrading = head;
        }
        await();
    }

    private void take(HttpContent content) {
        if (receiving != null) {
            takePart(content);
            return;
        }
        if (!incoming.add(content.content())) {
            refuse(incoming.tooLong());
            return;
        }
        if (!(content instanceof LastHttpContent)) {
            await();
            return;
        }
        var request = incoming.request();
        var route = incoming.route();
        var peer = incoming.peer();
        forget();
        if (route.destination() instanceof Route.Upgrade upgrade) {
            Upgrading.run(context.channel(), upgrading, peer, loop, upgrade.endpoint());
        } else {
            due = due(request);
            within(route.answerWithin(), () -> tooSlow(request));
            due.from(((Route.Whole) route.destination()).handler(), route.where());
        }
    }

    /** A body that is taken while it arrives: its taker first looks at the head. */
    private void receive(HttpRequest head, Route.Piecewise piecewise) {
        var request = incoming.request();
        long length = HttpUtil.isContentLengthSet(head) ? HttpUtil.getContentLength(head) : 0;
        var mine = due(request);
        due = mine;
        receiving = new Receiving(
                context.executor(), incoming.route(), length, failure -> hangUp(Answers.after(request, failure)));
        within(incoming.route().answerWithin(), () -> tooSlow(request));
        receiving.begin(piecewise.taker(), request, () -> {
            if (!mine.isOver()) {
                replies.goOn(head);
                awaitPart();
            }
        });
    }

    private void awaitPart() {
        within(receiving.patience(), this::bodyIsLate);
        await();
    }

    private void takePart(HttpContent content) {
        var part = ByteBufUtil.getBytes(content.content());
        if (!receiving.has(part.length)) {
            refuse(incoming.tooLong());
            return;
        }
        var request = incoming.request();
        var mine = due;
        within(incoming.route().answerWithin(), () -> tooSlow(request));
        receiving.take(part, () -> {
            if (mine.isOver()) {
                return;
            }
            if (content instanceof LastHttpContent) {
                receiving.end(mine::from);
            } else {
                awaitPart();
            }
        });
    }

    private void bodyIsLate() {
        refuse(new HttpFailure(408, "the body did not arrive in time"));
    }

    private void forget() {
        if (due != null) {
            due.cancel();
        }
        if (incoming != null) {
            incoming.release();
            incoming = null;
        }
        if (receiving != null) {
            receiving.abort();
            receiving = null;
        }
    }

    // Its answer goes out

    private Due due(Request request) {
        return new Due(context.executor(), request, response -> answer(request, response));
    }

    private void answer(Request request, Response response) {
        forget();
        replies.send(response, request.method().equals("HEAD"));
        if (replies.isFeed()) {
            await(); // tells when the client goes
        }
    }

    private void next() {
        idle = true;
        within(Deadline.IDLE_AT_MOST, context::close);
        await();
    }

    private void tooSlow(Request request) {
        LOG.error("{} was not answered in time", request);
        refuse(new HttpFailure(503, "the answer takes too long"));
    }

    private void refuse(HttpFailure failure) {
        hangUp(Response.text(failure.status(), failure.getMessage() + "\n"));
    }

    /** Answers and ends: what follows on this connection cannot be trusted to be a request. */
    private void hangUp(Response response) {
        if (!over) {
            forget();
            replies.sendLast(response, this::linger);
        }
    }

    private void linger() {
        over = true;
        deadline.linger(context);
    }
}
