package offhook.runtime.work;

import java.util.function.Consumer;

/**
 * A hashed wheel: adding, cancelling and firing cost the same however many timers there are. Time is a count of ticks
 * that only grows. Belongs to one lock, or to one loop.
 *
 * @param <T> what is handed back when the time has come
 */
public final class Wheel<T extends Wheel.Spoke> {

    /** What may be on a wheel, once: a link in the circle of its slot. */
    public abstract static class Spoke {

        private long due;
        private Spoke before = this;
        private Spoke after = this;

        /** @param due the tick at which it is to fire */
        protected Spoke(long due) {
            this.due = due;
        }

        protected final long due() {
            return due;
        }

        private boolean alone() {
            return after == this;
        }

        private void unlink() {
            before.after = after;
            after.before = before;
            before = this;
            after = this;
        }
    }

    private static final class Head extends Spoke {

        Head() {
            super(Long.MAX_VALUE);
        }
    }

    private final Head[] slots;
    private long tick;
    private int size;

    /** @param slots a power of two */
    public Wheel(int slots) {
        this.slots = new Head[slots];
        for (var i = 0; i < slots; i++) {
            this.slots[i] = new Head();
        }
    }

    /** A due tick that is over already fires with the next one. */
    public void add(T spoke) {
        Spoke link = spoke;
        link.due = Math.max(link.due, tick + 1);
        Spoke head = slot(link.due);
        link.before = head.before;
        link.after = head;
        head.before.after = link;
        head.before = link;
        size++;
    }

    /** Does nothing when it has fired, was cancelled before, or was never added. */
    public void cancel(T spoke) {
        remove(spoke);
    }

    private void remove(Spoke link) {
        if (!link.alone()) {
            link.unlink();
            size--;
        }
    }

    /** Fires everything due up to and with this tick, in the order of the ticks, and in order of adding within one. */
    @SuppressWarnings("unchecked") // nothing else was added, and a head is not reached
    public void advance(long to, Consumer<T> fire) {
        while (tick < to) {
            if (size == 0) {
                tick = to;
                return;
            }
            tick++;
            Spoke head = slot(tick);
            for (var link = head.after; link != head; ) {
                var next = link.after;
                if (link.due <= tick) {
                    remove(link);
                    fire.accept((T) link);
                }
                link = next;
            }
        }
    }

    /** The first tick at which something may fire, or Long.MAX_VALUE when the wheel is empty. */
    public long next() {
        if (size == 0) {
            return Long.MAX_VALUE;
        }
        var at = tick + 1;
        while (((Spoke) slot(at)).alone()) {
            at++;
        }
        return at;
    }

    public int size() {
        return size;
    }

    private Head slot(long at) {
        return slots[(int) (at & (slots.length - 1))];
    }
}
