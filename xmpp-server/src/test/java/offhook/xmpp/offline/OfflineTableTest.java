package offhook.xmpp.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.xmpp.offline.OfflineStore.Replaced;
import offhook.xmpp.offline.OfflineStore.Stored;
import offhook.xmpp.offline.OfflineStore.Waiting;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.stanza.Filing;
import offhook.xmpp.xml.Element;
import org.jdbi.v3.core.Handle;

/** Each verb of the store, on each database. */
class OfflineTableTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@montague.example");

    private final List<String> heard = new ArrayList<>();
    private final DeliveryListener listener = new DeliveryListener() {
        @Override
        public void sent(Jid account, String id, Handle tx) {
            heard.add("sent " + id);
        }

        @Override
        public void taken(Jid account, String id, Handle tx) {
            heard.add("taken " + id);
        }
    };

    private static OfflineTable table(Database database) {
        database.migrate("xmpp-server");
        return new OfflineTable(database);
    }

    private static Stored message(long seq) {
        return new Stored(seq, null, "<message id='%d'/>".formatted(seq), Instant.ofEpochMilli(1_000 * seq));
    }

    private static Stored alert(long seq, String id) {
        return new Stored(seq, id, "<message id='%s'/>".formatted(id), Instant.ofEpochMilli(1_000 * seq));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private Replaced keep(OfflineTable table, Stored alert, String replaces, Long... sparing) {
        return done(table.replace(JULIET, alert, Optional.empty(), replaces, List.of(sparing), listener));
    }

    @OnEachDatabase
    void whatWaitsIsGivenInOrder(Database database) {
        var table = table(database);
        for (long seq = 1; seq <= 3; seq++) {
            done(table.add(JULIET, message(seq), Optional.empty()));
        }
        done(table.add(ROMEO, message(7), Optional.empty()));

        assertThat(table.waiting())
                .isEqualTo(Map.of(
                        JULIET,
                        new Waiting(3, 3 * message(1).size(), 3),
                        ROMEO,
                        new Waiting(1, message(7).size(), 7)));
        assertThat(table.after(JULIET, 0, 2)).containsExactly(message(1), message(2));
        assertThat(table.after(JULIET, 2, 2)).containsExactly(message(3));
        assertThat(table.count(JULIET, Instant.EPOCH)).isEqualTo(3);
        assertThat(table.count(JULIET, message(2).at())).isEqualTo(1);
        assertThat(table.count(ROMEO, message(7).at())).isZero();
    }

    @OnEachDatabase
    void whatIsFiledIsWrittenWithIt(Database database) {
        var table = table(database);
        var written = new ArrayList<String>();
        var filing = new Filing(41, Element.of("stanza-id", "urn:xmpp:sid:0"), tx -> written.add("row"));
        done(table.add(JULIET, message(1), Optional.of(filing)));
        done(table.add(JULIET, message(2), Optional.empty()));

        assertThat(written).containsExactly("row");
        assertThat(table.archived(JULIET, List.of(40L, 41L))).containsExactly(message(1));
        assertThat(table.archived(ROMEO, List.of(41L))).isEmpty();
    }

    @OnEachDatabase
    void anAlertIsThereOnceAndTakesThePlaceOfAnother(Database database) {
        var table = table(database);
        assertThat(keep(table, alert(1, "a"), null)).isEqualTo(new Replaced(true, List.of()));
        assertThat(keep(table, alert(2, "a"), null)).isEqualTo(new Replaced(false, List.of()));
        assertThat(keep(table, alert(3, "b"), "a"))
                .isEqualTo(new Replaced(true, List.of(alert(1, "a").size())));
        assertThat(keep(table, alert(4, "c"), "a", 3L)).isEqualTo(new Replaced(true, List.of())); // b is on its way

        assertThat(table.after(JULIET, 0, 9)).containsExactly(alert(3, "b"), alert(4, "c"));
        assertThat(heard).containsExactly("sent a", "sent b", "sent c");
    }

    @OnEachDatabase
    void whatAClientHasTakenIsDropped(Database database) {
        var table = table(database);
        done(table.add(JULIET, message(1), Optional.empty()));
        keep(table, alert(2, "a"), null);
        heard.clear();

        assertThat(done(table.sending(JULIET, List.of(message(1), alert(2, "a"), message(9)), listener)))
                .containsExactly(message(1), alert(2, "a"));
        assertThat(done(table.taken(JULIET, List.of(message(1), alert(2, "a"), message(9)), listener)))
                .containsExactly(message(1).size(), alert(2, "a").size());
        assertThat(heard).containsExactly("sent a", "taken a");
        assertThat(table.waiting()).isEmpty();
    }

    @OnEachDatabase
    void anAlertIsWithdrawn(Database database) {
        var table = table(database);
        keep(table, alert(1, "a"), null);

        assertThat(done(table.withdraw(ROMEO, "a"))).isEmpty();
        assertThat(done(table.withdraw(JULIET, "a")))
                .containsExactly(alert(1, "a").size());
        assertThat(done(table.withdraw(JULIET, "a"))).isEmpty();
    }

    @OnEachDatabase
    void whatIsTooOldIsDroppedTheOldestFirst(Database database) {
        var table = table(database);
        for (long seq = 1; seq <= 4; seq++) {
            done(table.add(seq % 2 == 0 ? ROMEO : JULIET, message(seq), Optional.empty()));
        }
        var before = message(4).at();
        long size = message(1).size();

        assertThat(done(table.expire(before, 2))).isEqualTo(Map.of(JULIET, List.of(size), ROMEO, List.of(size)));
        assertThat(done(table.expire(before, 2))).isEqualTo(Map.of(JULIET, List.of(size)));
        assertThat(done(table.expire(before, 2))).isEmpty();
        assertThat(table.after(ROMEO, 0, 9)).containsExactly(message(4));
    }
}
