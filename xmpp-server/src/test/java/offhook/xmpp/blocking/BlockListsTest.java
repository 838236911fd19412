package offhook.xmpp.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockListsTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@montague.example");
    private static final Jid TYBALT = Jid.parse("tybalt@capulet.example");

    /** XEP-0191 §4 and §5. */
    @ParameterizedTest
    @CsvSource({
        "romeo@montague.example/home, romeo@montague.example/home, true",
        "romeo@montague.example/home, romeo@montague.example/away, false",
        "romeo@montague.example/home, romeo@montague.example,      false",
        "romeo@montague.example,      romeo@montague.example,      true",
        "romeo@montague.example,      romeo@montague.example/home, true",
        "romeo@montague.example,      paris@montague.example,      false",
        "montague.example,            montague.example,            true",
        "montague.example,            romeo@montague.example/home, true",
        "montague.example,            montague.example/home,       true",
        "montague.example,            romeo@sub.montague.example,  false",
        "montague.example/home,       montague.example/home,       true",
        "montague.example/home,       montague.example,            false",
        "capulet.example,             tybalt@capulet.example,      true",
        "capulet.example,             capulet.example,             false",
        "capulet.example,             juliet@capulet.example/own,  false",
        "juliet@capulet.example,      juliet@capulet.example/own,  false",
    })
    void whoIsKeptAway(String blocked, String other, boolean away) {
        var lists = new BlockLists(Jid.of("capulet.example"));
        lists.add(JULIET, List.of(Jid.parse(blocked)));

        assertThat(lists.blocks(JULIET, Jid.parse(other))).isEqualTo(away);
        assertThat(lists.blocks(TYBALT, Jid.parse(other))).isFalse();

        lists.remove(JULIET, List.of(Jid.parse(blocked)));
        assertThat(lists.blocks(JULIET, Jid.parse(other))).isFalse();
    }

    @OnEachDatabase
    void listsAreKept(Database database) {
        database.migrate("xmpp-server");
        var table = new BlockTable(database);
        table.add(JULIET, Set.of(ROMEO, TYBALT));
        table.add(JULIET, Set.of(ROMEO));
        table.add(ROMEO, Set.of(TYBALT));
        table.remove(JULIET, Set.of(TYBALT, JULIET));

        assertThat(table.all()).isEqualTo(Map.of(JULIET, Set.of(ROMEO), ROMEO, Set.of(TYBALT)));
    }
}
