package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import offhook.directory.address.Jid;
import offhook.runtime.config.Size;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 25,000 accounts with a picture each, and a list of bookmarks without rooms: some 100,000 rows. */
class ManyAccountsTest {

    private static final Size MEMORY = new Size(500_000);
    private static final String DATA = "urn:xmpp:avatar:data";

    private final Database database = TestDatabases.sqlite();

    @BeforeEach
    void rows() {
        database.migrate("xmpp-server");
        database.migrate("xmpp-pubsub");
        fill("pubsub_node (account, node, creator, created, config)", "'%s', jid, 0, '<x xmlns=''jabber:x:data''/>'");
        fill("pubsub_affiliation (host, node, account, affiliation)", "'%s', jid, 'OWNER'");
        fill("pubsub_item (account, node, id, seq, publisher, payload, at)", "'%s', '1', 1, jid, '<a/>', 0");
        fill("avatar (account, hash)", "'da39a3ee5e6b4b0d3255bfef95601890afd80709'");
        fill(
                "private_xml (account, name, namespace, xml)",
                "'storage', 'storage:bookmarks', '<storage xmlns=''storage:bookmarks''/>'");
    }

    private void fill(String table, String values) {
        database.write(tx -> tx.execute(
                        """
                        INSERT INTO %s
                        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000)
                        SELECT jid, %s FROM (SELECT 'user' || i || '@capulet.example' AS jid FROM n)"""
                                .formatted(table, values.formatted(DATA))))
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Duration used() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    @Test
    void aStartReadsNoneOfThem() {
        var before = used();
        long reads = database.reads();
        var world = new PubsubWorld(NodeTableTest.config(MEMORY), database);
        assertThat(used().minus(before)).isLessThan(Duration.ofSeconds(2));
        assertThat(database.reads() - reads).isLessThan(10);
        assertThat(world.pubsub.memory().bytes()).isZero();
    }

    @Test
    void howeverManyAreLookedAtFewStayInMemory() {
        var table = new NodeTable(database, (host, node) -> NodeConfig.ofAccount(1_000));
        var leaves = new Leaves(table, Jid.of(PubsubWorld.SERVICE), MEMORY.bytes());
        for (int i = 1; i <= 5_000; i++) {
            assertThat(leaves.find(Jid.parse("user" + i + "@capulet.example"), DATA))
                    .isPresent();
        }
        assertThat(leaves.size()).isBetween(MEMORY.bytes() / 2, MEMORY.bytes());
        assertThat(leaves.misses()).isEqualTo(5_000);
    }
}
