package offhook.sip.transport;

import io.netty.channel.Channel;

/** Lets a channel write once for each turn of its loop, however much is sent in it. Belongs to the loop. */
final class Flusher implements Runnable {

    private final Channel channel;
    private boolean soon;

    Flusher(Channel channel) {
        this.channel = channel;
    }

    void flushSoon() {
        if (!soon) {
            soon = true;
            channel.eventLoop().execute(this);
        }
    }

    @Override
    public void run() {
        soon = false;
        channel.flush();
    }
}
