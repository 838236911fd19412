package offhook.xmpp.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.archive.ArchiveStore.Row;
import org.junit.jupiter.api.Test;

class ArchiveTableTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@capulet.example");
    private static final Jid ROOM = Jid.parse("balcony@conference.capulet.example");

    private static ArchiveTable table(Database database) {
        database.migrate("xmpp-archive");
        return new ArchiveTable(database);
    }

    private static Row row(Jid archive, long place, String contact, String resource, String sender) {
        return new Row(place, archive, contact, resource, sender, "<message><body>" + place + "</body></message>");
    }

    private static void add(ArchiveTable table, Row... rows) {
        for (var row : rows) {
            table.add(table.row(row)).toCompletableFuture().join();
        }
    }

    /** Places from 1: romeo/a, nurse/a, romeo/b, and so on; others are between them. */
    private static ArchiveTable filled(Database database) {
        var table = table(database);
        for (long place = 1; place <= 9; place++) {
            add(
                    table,
                    row(JULIET, place * 10, place % 2 == 1 ? "romeo" : "nurse", place % 4 == 3 ? "b" : "a", null),
                    row(ROMEO, place * 10 + 1, "juliet", "a", null));
        }
        return table;
    }

    private static List<Long> places(ArchiveTable table, Selection selection) {
        return table.find(JULIET, selection).rows().stream().map(Row::place).toList();
    }

    private static Selection all(boolean backwards, int most) {
        return new Selection(null, null, null, 0, Long.MAX_VALUE, null, backwards, most);
    }

    @OnEachDatabase
    void aRowComesBackAsItWas(Database database) {
        var table = table(database);
        var row = row(ROOM, 1_800_000_000_000_000L, "balcony@conference.capulet.example/Ro’meo", "", "romeo@x.example");
        add(table, row);

        assertThat(table.find(ROOM, all(false, 10))).isEqualTo(new ArchiveStore.Rows(List.of(row), false));
        assertThat(table.newest()).isEqualTo(1_800_000_000_000_000L);
    }

    @OnEachDatabase
    void aPageIsInOrderAndSaysWhetherThereIsMore(Database database) {
        var table = filled(database);

        assertThat(places(table, all(false, 3))).containsExactly(10L, 20L, 30L);
        assertThat(places(table, all(true, 3))).containsExactly(70L, 80L, 90L);
        assertThat(table.find(JULIET, all(false, 8)).more()).isTrue();
        assertThat(table.find(JULIET, all(false, 9)).more()).isFalse();
        assertThat(table.find(JULIET, all(true, 8)).more()).isTrue();
        assertThat(table.find(JULIET, all(false, 0))).isEqualTo(new ArchiveStore.Rows(List.of(), true));
    }

    @OnEachDatabase
    void whatIsWantedIsFound(Database database) {
        var table = filled(database);

        assertThat(places(table, new Selection("nurse", null, null, 0, 1_000, null, false, 9)))
                .containsExactly(20L, 40L, 60L, 80L);
        assertThat(places(table, new Selection("romeo", "b", null, 0, 1_000, null, false, 9)))
                .containsExactly(30L, 70L);
        assertThat(places(table, new Selection(null, null, null, 20, 40, null, false, 9)))
                .containsExactly(20L, 30L, 40L);
        assertThat(places(table, new Selection(null, null, null, 0, 1_000, List.of(90L, 11L, 10L), false, 9)))
                .containsExactly(10L, 90L);
        assertThat(places(table, new Selection(null, null, "romeo", 0, 1_000, null, false, 9)))
                .isEmpty();
        assertThat(table.count(JULIET, List.of(10L, 11L, 20L, 25L))).isEqualTo(2);
    }

    /** However long the messages are. */
    @OnEachDatabase
    void aPageHasALimitInCharacters(Database database) {
        var table = table(database);
        var large = "x".repeat(ArchiveTable.ENOUGH / 2);
        for (long place = 1; place <= 5; place++) {
            add(table, new Row(place, JULIET, "romeo", "", null, large));
        }

        var rows = table.find(JULIET, all(false, 250));

        assertThat(rows.rows()).hasSize(2);
        assertThat(rows.more()).isTrue();
        assertThat(places(table, all(true, 250))).containsExactly(4L, 5L);
    }

    @OnEachDatabase
    void theOldestAreDropped(Database database) {
        var table = filled(database);

        assertThat(table.beyond(JULIET, 9)).isEmpty();
        assertThat(table.beyond(JULIET, 6)).hasValue(30L);
        assertThat(table.drop(JULIET, 30, 2).toCompletableFuture().join()).isEqualTo(2);
        assertThat(table.drop(JULIET, 30, 2).toCompletableFuture().join()).isEqualTo(1);
        assertThat(places(table, all(false, 9))).containsExactly(40L, 50L, 60L, 70L, 80L, 90L);
        assertThat(table.find(ROMEO, all(false, 20)).rows()).hasSize(9);
    }

    @OnEachDatabase
    void anArchiveGoesAsAWhole(Database database) {
        var table = filled(database);
        assertThat(table.archiveAfter("")).hasValue(JULIET);
        assertThat(table.archiveAfter(JULIET.toString())).hasValue(ROMEO);
        assertThat(table.archiveAfter(ROMEO.toString())).isEmpty();

        table.add(table.removal(JULIET));

        assertThat(table.archiveAfter("")).hasValue(ROMEO);
    }

    @OnEachDatabase
    void theSecretStays(Database database) {
        var table = table(database);
        assertThat(table.secret()).isEmpty();
        table.keepSecret("00ff");
        assertThat(table.secret()).hasValue("00ff");
    }

    /** A long archive is not read to find one contact's last page. */
    @Test
    void thereIsAnIndexForEachQuestion() {
        try (var database = TestDatabases.sqlite()) {
            filled(database);
            var plan = "EXPLAIN QUERY PLAN SELECT stanza FROM archive_message WHERE account = ? ";
            for (var question : List.of(
                    "AND seq >= 5 AND seq <= 70 ORDER BY seq DESC LIMIT 3;archive_message_account",
                    "AND contact = 'romeo' AND seq >= 5 ORDER BY seq LIMIT 3;archive_message_contact",
                    "AND sender = 'romeo' AND seq <= 70 ORDER BY seq DESC LIMIT 3;archive_message_sender")) {
                var parts = question.split(";");
                var steps = database.read(handle -> handle.createQuery(plan + parts[0])
                        .bind(0, JULIET.toString())
                        .map((row, context) -> row.getString("detail"))
                        .list());
                assertThat(steps).singleElement().asString().contains("USING INDEX " + parts[1]);
            }
        }
    }

    @Test
    void manyPlacesAreCounted() {
        try (var database = TestDatabases.sqlite()) {
            var table = filled(database);
            var many = LongStream.range(0, 250).boxed().toList();
            assertThat(table.count(JULIET, many)).isEqualTo(9);
        }
    }
}
