package offhook.directory.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import offhook.directory.Hashing;
import offhook.directory.NumberPlan;
import offhook.directory.People;
import offhook.directory.PhoneBook;
import offhook.directory.UserId;
import offhook.directory.credentials.AtRest;
import offhook.directory.credentials.Decoys;
import offhook.directory.credentials.MasterKey;
import offhook.directory.credentials.Password;
import offhook.directory.credentials.ScramHash;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A list of 10,000 people on two cores. */
@Timeout(300)
class TenThousandTest {

    private static final String DOMAIN = "bench.test";
    private static final int PEOPLE = 10_000;
    private static final int ITERATIONS = 4096;

    @TempDir
    Path folder;

    /** 30 seconds of two cores, counted as CPU time so that it does not matter what else the machine does. */
    @Test
    @Tag("long")
    void areImportedIn30SecondsOfTwoCores() throws Exception {
        assertThat(importing()).isLessThan(Duration.ofSeconds(60));
    }

    private Duration importing() throws Exception {
        var pool = Executors.newFixedThreadPool(2);
        var writer = Executors.newSingleThreadExecutor();
        var file = Files.writeString(folder.resolve("users.csv"), rows());
        try (var database = TestDatabases.sqlite(writer)) {
            var start = cpu();
            var report = run(database, pool, file);
            var took = cpu().minus(start);
            assertThat(report).hasToString("10000 people, 10000 added, 0 changed, 0 disabled, 0 errors");

            var again = cpu();
            assertThat(run(database, pool, file).changed()).isZero();
            LoggerFactory.getLogger(getClass())
                    .info("imported in {} of CPU, started again with them in {}", took, cpu().minus(again));
            return took;
        } finally {
            pool.shutdownNow();
            writer.shutdownNow();
        }
    }

    private static CsvReport run(Database database, Executor pool, Path file) throws Exception {
        var key = new MasterKey(new byte[32]);
        var random = new SecureRandom();
        var hashing = new Hashing(DOMAIN, ITERATIONS, random, pool);
        var book = new PhoneBook(DOMAIN, NumberPlan.of("+1"), new Decoys(key, ITERATIONS), List.of());
        var people = new People(book, database, new AtRest(key, random), hashing);
        people.load();
        var defaults = new CsvDefaults(DOMAIN, NumberPlan.of("+1"), Locale.ENGLISH, ZoneOffset.UTC);
        var into = new CsvImport(book, people, hashing, 2);
        var source = new CsvSource(file, defaults, into, hashing, key, (delay, where, task) -> () -> {}, pool);
        var report = join(source.start());
        assertThat(book.users()).hasSize(PEOPLE);
        var last = book.credentials(new UserId("u9999")).orElseThrow();
        assertThat(last.sha256().matches(ScramHash.SHA_256, Password.of("p9999")))
                .isTrue();
        return report;
    }

    private static Duration cpu() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Duration.ofNanos(system.getProcessCpuTime());
    }

    private static String rows() {
        var rows = new StringBuilder("user,name,extension,e164,password,sip_password,mail,groups,lang,tz,notify\n");
        for (int i = 0; i < PEOPLE; i++) {
            rows.append("u%d,User %d,%d,+1555%07d,p%d,,u%d@mail.test,g%d,en,UTC,chat\n"
                    .formatted(i, i, 10_000 + i, i, i, i, i / 50));
        }
        return rows.toString();
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(250, TimeUnit.SECONDS).join();
    }
}
