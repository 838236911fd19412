package offhook.gateway.command;

import java.nio.file.Files;
import java.util.List;
import offhook.gateway.control.ControlClient;
import offhook.gateway.control.Imported;
import offhook.gateway.control.NewPerson;
import offhook.gateway.control.NotRunning;
import offhook.gateway.control.Person;
import offhook.runtime.life.StartFailure;

/** The people of the directory, wherever it is: in the server that runs, or in the database of one that does not. */
interface PeopleAccess extends AutoCloseable {

    List<Person> list();

    Person add(NewPerson person);

    /** @param phone whether it is for the phone alone */
    Person password(String user, String password, boolean phone);

    void remove(String user);

    Imported add(byte[] csv);

    @Override
    void close();

    /** Everybody there is; nobody before the first start, nor where they cannot be read, of which another check tells. */
    static List<Person> known(Settings settings, boolean running) {
        if (!running && !Files.exists(settings.key())) {
            return List.of();
        }
        try (var people = open(settings)) {
            return people.list();
        } catch (StartFailure | RuntimeException e) {
            return List.of();
        }
    }

    /** Asks the server; only if none runs, the database. */
    static PeopleAccess open(Settings settings) throws StartFailure {
        var live = new LivePeople(new ControlClient(settings.ops(), settings.data()));
        try {
            live.list();
            return live;
        } catch (NotRunning e) {
            return new StoredPeople(settings);
        }
    }
}
