package offhook.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Times the innermost parts: the reader and writer of XML, and the router. */
public final class Micro {

    private Micro() {}

    /**
     * Prints a table, nanoseconds and bytes for each operation.
     *
     * @param rounds how many processes measure each part
     */
    public static void run(int rounds) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(Micro.class.getPackageName())
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(rounds)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .addProfiler("gc")
                        .jvmArgs("-XX:+UseSerialGC", "-Xms256m")
                        .build())
                .run();
    }
}
