package offhook.runtime.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;

/** What is known of shared files. */
class SharedFileTableTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Quota QUOTA = new Quota(100, 60, 3);

    private static SharedFile file(String token, String account, long size, Instant made) {
        return new SharedFile(
                token,
                "upload",
                account,
                "a b.png",
                "image/png",
                size,
                made,
                made.plusSeconds(600),
                Duration.ofDays(30),
                Optional.empty());
    }

    private static SharedFileTable table(Database database) {
        database.migrate(SharedFileTable.MODULE);
        return new SharedFileTable(database);
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void refused(CompletionStage<?> stage, Quota.Breach breach, Instant again) {
        assertThatThrownBy(() -> stage.toCompletableFuture().join())
                .cause()
                .isInstanceOfSatisfying(OverQuota.class, e -> {
                    assertThat(e.breach()).isEqualTo(breach);
                    assertThat(e.again()).isEqualTo(again);
                });
    }

    @OnEachDatabase
    void aFileArrivesOnce(Database database) {
        var table = table(database);
        var file = file("a", "juliet@x", 10, NOON);
        done(table.announce(file, QUOTA));
        assertThat(table.find("a")).contains(file);
        assertThat(table.find("b")).isEmpty();
        assertThat(table.known(List.of("a", "b"))).containsExactly("a");
        assertThat(table.known(List.of())).isEmpty();

        assertThat(done(table.arrived("a", NOON.plusSeconds(5), NOON.plusSeconds(50))))
                .isTrue();
        assertThat(done(table.arrived("a", NOON.plusSeconds(6), NOON.plusSeconds(60))))
                .isFalse();
        assertThat(done(table.arrived("b", NOON, NOON))).isFalse();
        assertThat(table.find("a").orElseThrow().arrived()).contains(NOON.plusSeconds(5));
        assertThat(table.find("a").orElseThrow().expires()).isEqualTo(NOON.plusSeconds(50));

        done(table.revoke("a"));
        assertThat(table.find("a")).isEmpty();
    }

    @OnEachDatabase
    void eachAccountHasAQuota(Database database) {
        var table = table(database);
        done(table.announce(file("a", "juliet@x", 40, NOON), QUOTA));
        refused(
                table.announce(file("b", "juliet@x", 21, NOON), QUOTA),
                Quota.Breach.DAILY,
                NOON.plus(Duration.ofDays(1)));
        done(table.announce(file("c", "romeo@x", 60, NOON), QUOTA));
        assertThat(done(table.arrived("a", NOON, NOON.plus(Duration.ofDays(3)))))
                .isTrue();

        var later = NOON.plus(Duration.ofDays(1));
        done(table.announce(file("d", "juliet@x", 50, later), QUOTA));
        refused(table.announce(file("e", "juliet@x", 11, later), QUOTA), Quota.Breach.KEPT, later.plusSeconds(600));
        done(table.announce(file("f", "juliet@x", 4, later), QUOTA));
        done(table.announce(file("g", "juliet@x", 4, later), QUOTA));
        refused(table.announce(file("h", "juliet@x", 1, later), QUOTA), Quota.Breach.ANNOUNCED, later.plusSeconds(600));
        assertThat(table.find("h")).isEmpty();
        var void_ = later.plusSeconds(600);
        done(table.announce(file("i", "juliet@x", 1, void_), QUOTA));
    }

    @OnEachDatabase
    void whatHasExpiredIsForgotten(Database database) {
        var table = table(database);
        done(table.announce(file("kept", "juliet@x", 1, NOON), QUOTA));
        done(table.announce(file("gone", "juliet@x", 1, NOON), QUOTA));
        done(table.announce(file("announced", "juliet@x", 1, NOON), QUOTA));
        done(table.arrived("kept", NOON, NOON.plusSeconds(61)));
        done(table.arrived("gone", NOON, NOON.plusSeconds(60)));
        assertThat(done(table.expire(NOON.plusSeconds(60)))).containsExactly("gone");
        assertThat(done(table.expire(NOON.plus(Duration.ofDays(1))))).containsExactly("kept");
        assertThat(done(table.expire(NOON.plus(Duration.ofDays(1)).plusSeconds(600))))
                .containsExactly("announced");
    }
}
