package offhook.runtime.net;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;

/** A Netty event loop as a {@link Loop}. Safe to share. */
public final class NettyLoop implements Loop {

    private final EventLoop netty;
    private final LoopTimers timers;

    NettyLoop(EventLoop netty) {
        this.netty = netty;
        this.timers = new LoopTimers(netty);
    }

    /** The loop to register channels with, so that what they read is already in its place. */
    public EventLoop netty() {
        return netty;
    }

    @Override
    public boolean here() {
        return netty.inEventLoop();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return timers.after(delay, task);
    }

    @Override
    public void execute(Runnable task) {
        netty.execute(task);
    }

    /** Netty looks for what is due after it has read, and before it runs what was posted. */
    @Override
    public void later(Runnable task) {
        netty.schedule(task, 0, TimeUnit.NANOSECONDS);
    }
}
