package offhook.xmpp.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.archive.ArchiveStore.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An archive holds so much, for so long. */
class RetentionTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@capulet.example");
    private static final Selection ALL = new Selection(null, null, null, 0, Long.MAX_VALUE, null, false, 100_000);

    private final ManualTime time = new ManualTime();
    private final Places places = new Places(time);
    private Database database;
    private ArchiveTable table;

    @BeforeEach
    void open() {
        database = TestDatabases.sqlite(time);
        database.migrate("xmpp-archive");
        table = new ArchiveTable(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Retention started() {
        var retention = new Retention(new ArchiveConfig(true, Duration.ofDays(1), 1_000), table, time);
        retention.start(time, time.lane());
        time.run();
        return retention;
    }

    private void fill(Jid archive, int count) {
        database.write(tx -> {
            for (int i = 0; i < count; i++) {
                table.row(new Row(places.next(), archive, "x", "", null, "<message/>"))
                        .run(tx);
            }
            return null;
        });
        time.run();
    }

    private List<Row> rows(Jid archive) {
        return table.find(archive, ALL).rows();
    }

    @Test
    void whatIsTooOldGoesInBatches() {
        fill(JULIET, 1_300);
        fill(ROMEO, 3);
        time.pass(Duration.ofHours(23));
        fill(ROMEO, 2);
        started();
        assertThat(rows(JULIET)).hasSize(1_000);

        time.pass(Duration.ofHours(6)); // a day and five hours after
        assertThat(rows(JULIET)).hasSize(500);
        time.pass(Duration.ofMillis(100));
        assertThat(rows(JULIET)).isEmpty();
        time.pass(Duration.ofMillis(100));
        assertThat(rows(ROMEO)).hasSize(2);
    }

    @Test
    void whatIsTooMuchGoesTheOldestFirst() {
        fill(JULIET, 1_700);
        var kept = rows(JULIET).subList(700, 1_700);

        started();
        time.pass(Duration.ofMillis(100));

        assertThat(rows(JULIET)).isEqualTo(kept);
    }

    @Test
    void anArchiveThatGrowsFastIsTrimmedAtOnce() {
        var retention = started();
        fill(JULIET, 1_400);
        for (int i = 0; i < Retention.BATCH; i++) {
            retention.added(JULIET);
        }
        time.run();

        assertThat(rows(JULIET)).hasSize(1_000);
    }

    @Test
    void aFailureEndsOneWalkAndNotTheNext() {
        fill(JULIET, 1_700);
        database.write(tx -> tx.execute("ALTER TABLE archive_message RENAME TO hidden"));
        time.run();
        started();
        database.write(tx -> tx.execute("ALTER TABLE hidden RENAME TO archive_message"));
        time.run();

        time.pass(Duration.ofHours(7));

        assertThat(rows(JULIET)).hasSize(1_000);
    }
}
