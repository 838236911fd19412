package offhook.runtime.work;

import java.util.function.Consumer;

/**
 * A hashed wheel: adding, cancelling and firing cost the same however many timers there are. Time is a count of ticks
 * that only grows. Belongs to one lock, or to one loop.
 *
 * @param <T> what is handed back when the time has come
 */
public final class Wheel<T> {

    /** A timer on the wheel: a link in the circle of its slot. */
    public static final class Spoke<T> {

        private final T value;
        private final long due;
        private Spoke<T> before = this;
        private Spoke<T> after = this;

        private Spoke(T value, long due) {
            this.value = value;
            this.due = due;
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

    private final Spoke<T>[] slots;
    private long tick;
    private int size;

    /** @param slots a power of two */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Wheel(int slots) {
        this.slots = new Spoke[slots];
        for (var i = 0; i < slots; i++) {
            this.slots[i] = new Spoke<>(null, Long.MAX_VALUE);
        }
    }

    /** A due tick that is over already fires with the next one. */
    public Spoke<T> add(T value, long due) {
        var spoke = new Spoke<>(value, Math.max(due, tick + 1));
        var head = slot(spoke.due);
        spoke.before = head.before;
        spoke.after = head;
        head.before.after = spoke;
        head.before = spoke;
        size++;
        return spoke;
    }

    /** Does nothing when it has fired or was cancelled before. */
    public void cancel(Spoke<T> spoke) {
        if (!spoke.alone()) {
            spoke.unlink();
            size--;
        }
    }

    /** Fires everything due up to and with this tick, in the order of the ticks, and in order of adding within one. */
    public void advance(long to, Consumer<T> fire) {
        while (tick < to) {
            if (size == 0) {
                tick = to;
                return;
            }
            tick++;
            var head = slot(tick);
            for (var spoke = head.after; spoke != head; ) {
                var next = spoke.after;
                if (spoke.due <= tick) {
                    cancel(spoke);
                    fire.accept(spoke.value);
                }
                spoke = next;
            }
        }
    }

    /** The first tick at which something may fire, or Long.MAX_VALUE when the wheel is empty. */
    public long next() {
        if (size == 0) {
            return Long.MAX_VALUE;
        }
        var at = tick + 1;
        while (slot(at).alone()) {
            at++;
        }
        return at;
    }

    public int size() {
        return size;
    }

    private Spoke<T> slot(long at) {
        return slots[(int) (at & (slots.length - 1))];
    }
}
