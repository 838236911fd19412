package offhook.runtime.metrics;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/**
 * The numbers of the running server, in the text format of Prometheus. Safe to share.
 *
 * <p>A name is {@code module_thing} or {@code module_thing_detail}, in lower case, singular where it counts events:
 * {@code mail_sent}, {@code storage_commit}, {@code storage_queue_depth}. Units and "total" are added where it is
 * written out: the counter becomes {@code offhook_mail_sent_total}, the timing {@code offhook_storage_commit_seconds}.
 * Labels come in pairs of name and value, and a value is one of a handful that are known beforehand, never a person, an
 * address or anything a peer can choose.
 */
public final class Metrics {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)+");

    /** Where the buckets of a timing end. */
    private static final Duration[] BUCKETS =
            List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000).stream()
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** The registry holds these weakly, and a total whose source was collected would stand still. */
    private final List<DoubleSupplier> totals = new CopyOnWriteArrayList<>();

    /** Something that happens. Asked for once and kept: the way to the registry is too long for each event. */
    public Counter counter(String name, String help, String... labels) {
        var counter = io.micrometer.core.instrument.Counter.builder(checked(name))
                .description(help)
                .tags(labels)
                .register(registry);
        return counter::increment;
    }

    /** Something that is asked for its value whenever somebody looks. */
    public void gauge(String name, String help, DoubleSupplier value, String... labels) {
        io.micrometer.core.instrument.Gauge.builder(checked(name), value, DoubleSupplier::getAsDouble)
                .description(help)
                .tags(labels)
                .strongReference(true)
                .register(registry);
    }

    /** Something that somebody else counts, and that never gets less. */
    public void total(String name, String help, DoubleSupplier count, String... labels) {
        totals.add(count);
        io.micrometer.core.instrument.FunctionCounter.builder(checked(name), count, DoubleSupplier::getAsDouble)
                .description(help)
                .tags(labels)
                .register(registry);
    }

    /** Something that takes time, counted in buckets from a millisecond to ten seconds. */
    public Timing timing(String name, String help, String... labels) {
        var timer = io.micrometer.core.instrument.Timer.builder(checked(name))
                .description(help)
                .tags(labels)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        return timer::record;
    }

    /** Adds memory, threads, file descriptors, load and age of the process, under their usual names. */
    public void watchProcess() {
        List.of(
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new FileDescriptorMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics())
                .forEach(binder -> binder.bindTo(registry));
    }

    /** All of it as text. */
    public String scrape() {
        return registry.scrape();
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no name of a metric: module_thing is");
        }
        return "offhook_" + name;
    }
}
