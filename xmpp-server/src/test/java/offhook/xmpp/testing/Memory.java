package offhook.xmpp.testing;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** How much memory is in use, on the heap and outside of it. */
public final class Memory {

    private Memory() {}

    /** In bytes, after what nobody needs any more is gone. */
    public static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        long direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return heap() + direct;
    }

    /** On the heap alone, likewise. */
    public static long heapUsed() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return heap();
    }

    private static long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
