package offhook.runtime.memory;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.util.List;
import java.util.Optional;

/** The objects that have lived for a while, in a heap whose garbage among them is found by stopping everything. */
public interface OldGeneration {

    /** Bytes that have come to it since it was last collected, garbage among them. */
    long grown();

    /** How often anything was collected, also of the young ones alone. */
    long collections();

    /** Collects all garbage there is; nothing else runs for some tens of milliseconds. */
    void collect();

    /** That of this program; empty where it has another collector, which needs no help. */
    static Optional<OldGeneration> ofSerialCollector() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Tenured Gen"))
                .findAny()
                .map(pool -> new Serial(pool, ManagementFactory.getGarbageCollectorMXBeans()));
    }

    /** The serial collector's. */
    record Serial(MemoryPoolMXBean pool, List<GarbageCollectorMXBean> collectors) implements OldGeneration {

        @Override
        public long grown() {
            return pool.getUsage().getUsed() - pool.getCollectionUsage().getUsed();
        }

        @Override
        public long collections() {
            return collectors.stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }

        @Override
        public void collect() {
            System.gc();
        }
    }
}
