package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Map;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.xmpp.pubsub.PepStore.Item;

class PepTableTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@capulet.example");

    @OnEachDatabase
    void keepsTheLastItemOfEachNode(Database database) {
        database.migrate("xmpp-server");
        var table = new PepTable(database, InstantSource.system());
        table.put(JULIET, "a", new Item("1", "<a/>"));
        table.put(JULIET, "a", new Item("2", "<ä/>"));
        table.put(JULIET, "b", new Item("3", "x".repeat(PepStore.SMALL + 1)));
        table.put(ROMEO, "a", new Item("4", "<a/>"));
        table.remove(ROMEO, "a");
        assertThat(table.all()).isEqualTo(Map.of(JULIET, Map.of("a", new Item("2", "<ä/>"), "b", new Item("3", null))));
        assertThat(table.find(JULIET, "b").orElseThrow().payload()).hasSize(PepStore.SMALL + 1);
        assertThat(table.find(ROMEO, "a")).isEmpty();
    }
}
