package offhook.runtime.net.http;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/** What goes out on one connection: one answer after the other, each within its time. Belongs to the connection's loop. */
final class Replies {

    private final ChannelHandlerContext context;
    private final Answers answers;
    private final Deadline deadline;
    private final Runnable next;
    private boolean keepAlive;
    private boolean chunks; // whether the client knows them
    private boolean draining;
    private Outgoing outgoing; // a body on its way out that is not there as a whole

    /** @param next runs when an answer was written and the client may ask again */
    Replies(ChannelHandlerContext context, Answers answers, Deadline deadline, Runnable next) {
        this.context = context;
        this.answers = answers;
        this.deadline = deadline;
        this.next = next;
    }

    /** The next answer is to this request. */
    void to(HttpRequest head) {
        keepAlive = HttpUtil.isKeepAlive(head);
        chunks = head.protocolVersion().minorVersion() > 0;
    }

    /** Asks for the body, if the client waits for that. */
    void goOn(HttpRequest head) {
        if (HttpUtil.is100ContinueExpected(head)) {
            context.writeAndFlush(answers.goOn());
        }
    }

    void send(Response response, boolean bodiless) {
        if (!bodiless && response.body() instanceof Response.Feed source) {
            feed(response, source);
        } else if (response.body() instanceof Response.Parts parts) {
            parts(response, parts, bodiless);
        } else {
            whole(response, context::close);
        }
    }

    /** @param end what happens when it is written */
    void sendLast(Response response, Runnable end) {
        keepAlive = false;
        whole(response, end);
    }

    private void feed(Response response, Response.Feed source) {
        deadline.cancel();
        context.writeAndFlush(answers.head(response, chunks));
        outgoing = new FeedWriter(context, source.open());
    }

    private void parts(Response response, Response.Parts parts, boolean bodiless) {
        begin();
        context.writeAndFlush(answers.head(response, parts.length(), keepAlive));
        var writer = new PartWriter(context, bodiless ? parts.without() : parts, new PartWriter.Listener() {
            @Override
            public void moved() {
                deadline.set(Deadline.WRITTEN_WITHIN, context, context::close);
            }

            @Override
            public void sent() {
                outgoing = null;
                context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                        .addListener(done -> written(done.isSuccess(), context::close));
            }

            @Override
            public void broken() {
                context.close();
            }
        });
        outgoing = writer;
        writer.pump();
    }

    private void whole(Response response, Runnable end) {
        begin();
        context.writeAndFlush(answers.of(response, keepAlive)).addListener(done -> written(done.isSuccess(), end));
    }

    private void begin() {
        keepAlive &= !draining;
        deadline.set(Deadline.WRITTEN_WITHIN, context, context::close);
    }

    private void written(boolean success, Runnable end) {
        if (!success) {
            context.close();
        } else if (!keepAlive || draining) {
            end.run();
        } else {
            next.run();
        }
    }

    /** Whether the client hears a feed, and so has nothing to say. */
    boolean isFeed() {
        return outgoing instanceof FeedWriter;
    }

    /** The client takes more. */
    void pump() {
        if (outgoing != null) {
            outgoing.pump();
        }
    }

    /** The answer under way is the last one; a feed ends now. */
    void drain() {
        draining = true;
        if (outgoing instanceof FeedWriter feed) {
            feed.close();
            context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** The client has gone. */
    void close() {
        if (outgoing != null) {
            outgoing.close();
        }
    }
}
