package offhook.runtime.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import offhook.runtime.testing.Logged;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutageTest {

    private final StorageFailure away = new StorageFailure(StorageFailure.Kind.UNREACHABLE, "it is away");

    private final Logged log = Logged.by(Outage.class);
    private final Outage outage = new Outage("Reads");

    @AfterEach
    void stop() {
        log.close();
    }

    private void fails(RuntimeException thrown, StorageFailure diagnosis) {
        assertThatThrownBy(() -> outage.attempt(
                        () -> {
                            throw thrown;
                        },
                        e -> diagnosis))
                .isSameAs(diagnosis == null ? thrown : diagnosis);
    }

    @Test
    void itsBeginningAndItsEndAreSaidOnce() {
        fails(new IllegalStateException(), away);
        fails(away, null);
        fails(new IllegalStateException(), away);
        assertThat(outage.attempt(() -> 1, e -> null)).isEqualTo(1);
        assertThat(outage.attempt(() -> 2, e -> null)).isEqualTo(2);
        assertThat(log.lines()).containsExactly("Reads fail: it is away", "Reads work again; 3 failed in the meantime");
    }

    @Test
    void afterTheEndItMayBeginAgain() {
        outage.failed(away, 10);
        outage.worked();
        outage.failed(away, 1);
        outage.worked();
        assertThat(log.lines()).hasSize(4).last().asString().contains("1 failed");
    }

    @Test
    void anotherCauseIsSaid() {
        outage.failed(away, 1);
        outage.failed(new StorageFailure(StorageFailure.Kind.DISK_FULL, "its disk is full"), 1);
        assertThat(log.lines()).containsExactly("Reads fail: it is away", "Reads fail: its disk is full");
    }

    @Test
    void theFaultOfOneTaskIsNone() {
        fails(new IllegalArgumentException(), null);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void oneTriesAndTheOthersDoNotWait() {
        outage.failed(away, 1);
        var trying = new CountDownLatch(1);
        var back = new CountDownLatch(1);
        var first = CompletableFuture.supplyAsync(() -> outage.attempt(
                () -> {
                    trying.countDown();
                    await(back);
                    return "it is back";
                },
                e -> null));
        await(trying);
        var asked = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> outage.attempt(() -> asked.add("asked"), e -> null))
                    .isInstanceOf(StorageFailure.class)
                    .hasMessage("it is away");
        }
        assertThat(asked).isEmpty();
        back.countDown();
        assertThat(first.join()).isEqualTo("it is back");
        assertThat(outage.attempt(() -> "asked", e -> null)).isEqualTo("asked");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
