package offhook.gateway.control;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.People;
import offhook.directory.PhoneBook;
import offhook.directory.Refusal;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;
import offhook.directory.source.CsvDefaults;
import offhook.directory.source.CsvImport;
import offhook.directory.source.CsvPeople;

/**
 * What an admin does with people, in plain texts: by the server, or on its database while it is down. What is wrong with
 * the texts is an IllegalArgumentException, what the directory does not allow a {@link Refusal} in the stage. Safe to
 * share.
 */
public record PeopleDesk(PhoneBook book, People people, CsvImport csv, CsvDefaults defaults) {

    public List<Person> list() {
        return book.everybody().stream().map(this::person).toList();
    }

    public CompletionStage<Person> add(NewPerson person) {
        if (person.password() == null) {
            throw new IllegalArgumentException("a password was expected");
        }
        return people.add(
                        person.of(book.domain()),
                        Password.of(person.password()),
                        Optional.ofNullable(person.phonePassword()).map(Password::of))
                .thenApply(this::person);
    }

    public CompletionStage<Person> password(String user, String password) {
        return people.password(id(user), Password.of(password)).thenApply(this::person);
    }

    /** A secret for the phone alone. */
    public CompletionStage<Person> phonePassword(String user, String password) {
        return people.phoneSecret(id(user), Password.of(password)).thenApply(this::person);
    }

    public CompletionStage<Person> remove(String user) {
        return people.remove(id(user)).thenApply(this::person);
    }

    /** Adds and changes people by a CSV file, once. */
    public CompletionStage<Imported> add(byte[] file) {
        var list = CsvPeople.parse(file, defaults);
        return list.readable()
                ? csv.once(list).thenApply(Imported::of)
                : CompletableFuture.completedStage(Imported.unreadable(list.errors()));
    }

    private Person person(User user) {
        return Person.of(user, people.ruler(user.id()).orElse(null));
    }

    private UserId id(String user) {
        try {
            return UserId.of(user);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Refusal.Kind.UNKNOWN, "there is no user of that name");
        }
    }
}
