package offhook.gateway.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.gateway.contacts.ContactStore.Row;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;

class ContactTableTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final Jid CONTACT = Jid.parse("+15550123@phone.capulet.example");
    private static final Row ASKED = new Row(JULIET, CONTACT, false);
    private static final Row GRANTED = new Row(JULIET, CONTACT, true);
    private static final Row OF_ROMEO = new Row(new UserId("romeo"), CONTACT, false);

    private static ContactTable table(Database database) {
        database.migrate("gateway-contacts");
        return new ContactTable(database);
    }

    @OnEachDatabase
    void whatIsPutIsThere(Database database) {
        var table = table(database);
        table.put(ASKED);
        table.put(OF_ROMEO);
        assertThat(table.all()).containsExactly(ASKED, OF_ROMEO);
        table.put(GRANTED);
        assertThat(table.all()).containsExactly(GRANTED, OF_ROMEO);
        table.remove(JULIET, CONTACT);
        assertThat(table.all()).containsExactly(OF_ROMEO);
        table.remove(JULIET, CONTACT);
        assertThat(table.all()).containsExactly(OF_ROMEO);
    }

    @OnEachDatabase
    void whoIsRemovedWatchesNobody(Database database) {
        var table = table(database);
        table.put(ASKED);
        table.put(OF_ROMEO);
        database.write(tx -> {
            ContactTable.forget(JULIET, tx);
            return null;
        });
        assertThat(table.all()).containsExactly(OF_ROMEO);
    }
}
