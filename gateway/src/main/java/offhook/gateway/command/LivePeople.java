package offhook.gateway.command;

import java.util.List;
import offhook.gateway.control.ControlClient;
import offhook.gateway.control.Imported;
import offhook.gateway.control.NewPassword;
import offhook.gateway.control.NewPerson;
import offhook.gateway.control.Person;
import offhook.runtime.net.http.UrlText;

/** The people of the server that runs: what changes is seen at once. */
record LivePeople(ControlClient server) implements PeopleAccess {

    @Override
    public List<Person> list() {
        return List.of(server.get("/users", Person[].class));
    }

    @Override
    public Person add(NewPerson person) {
        return server.post("/users", person, Person.class);
    }

    @Override
    public Person password(String user, String password, boolean phone) {
        return server.put(
                "/users/" + UrlText.encode(user) + "/password", new NewPassword(password, phone), Person.class);
    }

    @Override
    public void remove(String user) {
        server.delete("/users/" + UrlText.encode(user));
    }

    @Override
    public Imported add(byte[] csv) {
        return server.upload("/users/import", csv, Imported.class);
    }

    @Override
    public void close() {
        // each call had its own request
    }
}
