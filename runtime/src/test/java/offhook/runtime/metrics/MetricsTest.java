package offhook.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {

    private final Metrics metrics = new Metrics();

    @Test
    void aCounterCounts() {
        var refused = metrics.counter("sip_refused", "Requests refused.", "status", "503");
        refused.increment();
        refused.add(2);
        metrics.counter("sip_refused", "Requests refused.", "status", "404").increment();

        assertThat(metrics.scrape())
                .contains("# HELP offhook_sip_refused_total Requests refused.\n")
                .contains("# TYPE offhook_sip_refused_total counter\n")
                .contains("offhook_sip_refused_total{status=\"503\"} 3.0\n")
                .contains("offhook_sip_refused_total{status=\"404\"} 1.0\n");
    }

    @Test
    void theSameCounterAskedForTwiceIsOne() {
        metrics.counter("mail_sent", "Mails accepted.").increment();
        metrics.counter("mail_sent", "Mails accepted.").increment();

        assertThat(metrics.scrape()).contains("offhook_mail_sent_total 2.0\n");
    }

    @Test
    void aGaugeIsAskedWhenSomebodyLooks() {
        var depth = new AtomicInteger(3);
        metrics.gauge("storage_queue_depth", "Writes that wait.", depth::get);
        depth.set(7);

        assertThat(metrics.scrape()).contains("offhook_storage_queue_depth 7.0\n");
    }

    @Test
    void aTimingHasBuckets() {
        var commit = metrics.timing("storage_commit", "How long a commit takes.");
        commit.took(Duration.ofMillis(3));
        commit.took(Duration.ofMillis(700));

        assertThat(metrics.scrape())
                .contains("offhook_storage_commit_seconds_bucket{le=\"0.002\"} 0\n")
                .contains("offhook_storage_commit_seconds_bucket{le=\"0.005\"} 1\n")
                .contains("offhook_storage_commit_seconds_bucket{le=\"1.0\"} 2\n")
                .contains("offhook_storage_commit_seconds_count 2\n")
                .contains("offhook_storage_commit_seconds_sum 0.703\n");
    }

    @Test
    void theProcessIsWatchedOnDemand() {
        assertThat(metrics.scrape()).isEmpty();
        metrics.watchProcess();
        assertThat(metrics.scrape())
                .contains(
                        "jvm_memory_used_bytes",
                        "jvm_threads_live_threads",
                        "process_files_open_files",
                        "process_uptime_seconds");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "mail", "mailSent", "mail.sent", "Mail_sent", "mail_", "mail__sent", "mail_sent\n", "1_mail"
            })
    void aNameFollowsTheConvention(String name) {
        assertThatThrownBy(() -> metrics.counter(name, "Nothing.")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTotalIsCountedOnWhateverTheCollectorTakes() {
        var count = new AtomicLong(1);
        var registry = new Metrics();
        registry.total("sip_challenge", "Challenges.", count::get);
        System.gc();
        count.set(7);
        assertThat(registry.scrape()).contains("offhook_sip_challenge_total 7.0");
    }
}
