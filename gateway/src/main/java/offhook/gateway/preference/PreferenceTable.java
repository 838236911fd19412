package offhook.gateway.preference;

import java.util.HashMap;
import java.util.Map;
import offhook.directory.UserId;
import org.jdbi.v3.core.Handle;

/** The table preference. */
record PreferenceTable(Handle tx) implements PreferenceStore {

    @Override
    public Map<UserId, Map<String, String>> all() {
        var all = new HashMap<UserId, Map<String, String>>();
        tx.createQuery("SELECT person, name, value FROM preference")
                .map((row, context) -> all.computeIfAbsent(
                                new UserId(row.getString("person")), person -> new HashMap<>())
                        .put(row.getString("name"), row.getString("value")))
                .forEach(before -> {});
        return all;
    }

    @Override
    public void save(UserId person, Map<String, String> texts) {
        forget(person);
        texts.forEach((name, value) -> tx.execute(
                "INSERT INTO preference (person, name, value) VALUES (?, ?, ?)", person.value(), name, value));
    }

    @Override
    public void forget(UserId person) {
        tx.execute("DELETE FROM preference WHERE person = ?", person.value());
    }
}
