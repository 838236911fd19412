package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.stats.ConcurrentStatsCounter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeafCacheTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid SERVICE = Jid.of("pubsub.capulet.example");
    private static final NodeConfig CONFIG = NodeConfig.ofAccount(1_000);

    private final Database database = TestDatabases.sqlite();
    private final NodeTable table = new NodeTable(database, (host, node) -> CONFIG);

    @BeforeEach
    void tables() {
        database.migrate("xmpp-server");
        database.migrate("xmpp-pubsub");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Node node(Jid host, String name) {
        return Node.of(host, name, JULIET, Instant.EPOCH, CONFIG);
    }

    private Leaf kept(Jid host, String name, Item... items) {
        var node = node(host, name);
        var change = new Change(null, node, new Change.Items(List.of(items), List.of(), false), null, List.of());
        return new Leaf(
                node,
                table.keep(change, 10, Long.MIN_VALUE).toCompletableFuture().join());
    }

    private LeafCache cache(long most) {
        return new LeafCache(table, most, new ConcurrentStatsCounter());
    }

    private long reads(Runnable task) {
        long before = database.reads();
        task.run();
        return database.reads() - before;
    }

    @Test
    void allNodesOfAnAccountAreReadAtOnce() {
        var mood = kept(JULIET, "mood");
        var tune = kept(JULIET, "tune");
        var cache = cache(1_000_000);
        assertThat(reads(() -> {
                    assertThat(cache.find(JULIET, "mood")).hasValue(mood);
                    assertThat(cache.find(JULIET, "tune")).hasValue(tune);
                    assertThat(cache.find(JULIET, "avatar")).isEmpty();
                    assertThat(cache.of(JULIET)).containsExactlyInAnyOrder(mood, tune);
                }))
                .isEqualTo(1);
    }

    @Test
    void theServicesNodesAreReadOneByOne() {
        kept(SERVICE, "a");
        kept(SERVICE, "b");
        var cache = cache(1_000_000);
        assertThat(reads(() -> {
                    for (int i = 0; i < 2; i++) {
                        cache.find(SERVICE, "a");
                        cache.find(SERVICE, "b");
                        cache.find(SERVICE, "there is none");
                    }
                }))
                .isEqualTo(3);
    }

    @Test
    void changesArePutIn() {
        var cache = cache(1_000_000);
        assertThat(cache.find(JULIET, "mood")).isEmpty();
        assertThat(cache.find(SERVICE, "n")).isEmpty();
        assertThat(reads(() -> {
                    cache.put(kept(JULIET, "mood"));
                    cache.put(kept(SERVICE, "n"));
                    assertThat(cache.find(JULIET, "mood")).isPresent();
                    assertThat(cache.find(SERVICE, "n")).isPresent();
                    cache.remove(node(JULIET, "mood"));
                    cache.remove(node(SERVICE, "n"));
                    assertThat(cache.find(JULIET, "mood")).isEmpty();
                    assertThat(cache.find(SERVICE, "n")).isEmpty();
                }))
                .isZero();
    }

    @Test
    void whatNobodyHasAskedForStaysInTheStore() {
        var cache = cache(1_000_000);
        cache.put(kept(JULIET, "mood"));
        assertThat(cache.size()).isZero();
    }

    /** Somebody reads what is there before a commit; that must not hide what was put in meanwhile. */
    @Test
    void aChangeWhileANodeIsReadIsNotLost() throws InterruptedException, ExecutionException, TimeoutException {
        var reading = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        kept(JULIET, "mood");
        var slow = new NodeTable(database, (host, node) -> { // in the midst of the reading of a node
            reading.countDown();
            await(goOn);
            return CONFIG;
        });
        var cache = new LeafCache(slow, 1_000_000, new ConcurrentStatsCounter());
        var reader = CompletableFuture.supplyAsync(() -> cache.of(JULIET).size());
        await(reading);
        var tune = kept(JULIET, "tune");
        var writer = CompletableFuture.runAsync(() -> cache.put(tune));
        goOn.countDown();
        assertThat(reader.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        writer.get(10, TimeUnit.SECONDS);
        assertThat(cache.find(JULIET, "tune")).hasValue(tune);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itIsBounded() {
        var accounts = new ArrayList<Jid>();
        IntStream.range(0, 200).forEach(i -> accounts.add(Jid.parse("user" + i + "@capulet.example")));
        accounts.forEach(account -> kept(account, "n", new Item("1", account, Instant.EPOCH, "x".repeat(3_000))));
        var cache = cache(100_000);
        accounts.forEach(account -> cache.find(account, "n"));
        assertThat(cache.size()).isBetween(50_000L, 100_000L);
        assertThat(reads(() -> accounts.forEach(
                        account -> assertThat(cache.find(account, "n").flatMap(Leaf::last))
                                .isEqualTo(Optional.of(new Item("1", account, Instant.EPOCH, "x".repeat(3_000)))))))
                .isGreaterThan(150);
    }
}
