package offhook.xmpp.web;

import java.time.Duration;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timer;

/** Whether a client asks for nothing too often, XEP-0124 §11 and §12. Belongs to the loop of its session. */
final class BoshPace {

    /** The shortest time between empty requests, §11. */
    static final Duration POLLING = Duration.ofSeconds(2);

    private final Loop loop;
    private final int hold;
    private Timer hurry; // runs for so long behind each request; null when it is over
    private boolean idled; // the last request that was answered had nothing in it, and its answer neither

    /** @param hold how many requests are kept without an answer; 0 for a client that polls */
    BoshPace(Loop loop, int hold) {
        this.loop = loop;
        this.hold = hold;
    }

    /**
     * Whether a request is one for nothing, right behind the one before. Whoever polls may do that after an answer with
     * something in it; others have as many requests open as they may.
     *
     * @param held how many others have no answer yet
     */
    boolean isOveractive(BoshBody body, int held) {
        boolean hurried = hurry != null;
        stop();
        hurry = loop.after(POLLING, () -> hurry = null);
        return hurried && body.isEmpty() && (hold == 0 ? idled : held == hold);
    }

    /** @param forNothing whether there was nothing in the request, and is nothing in the answer */
    void answered(boolean forNothing) {
        idled = forNothing;
    }

    void stop() {
        if (hurry != null) {
            hurry.cancel();
        }
    }
}
