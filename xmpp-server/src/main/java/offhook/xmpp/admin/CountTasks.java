package offhook.xmpp.admin;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import offhook.directory.User;
import offhook.xmpp.command.Command;
import offhook.xmpp.command.Note;
import offhook.xmpp.command.Step;
import offhook.xmpp.form.DataForm.Option;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.xep.Administration;

/**
 * How many users there are, and who, XEP-0133 §4.13 to §4.22: registered, disabled, online; and of those online the active,
 * who have a client that is available and not away, and the idle, who have none.
 */
record CountTasks(Administration desk, Accounts accounts) implements Tasks {

    private static final List<Integer> CHOICES = List.of(25, 50, 75, 100, 150, 200);
    private static final Set<String> AWAY = Set.of("away", "xa");

    /** What fits into a stanza. */
    private static final int MOST = 1_000;

    @Override
    public List<Command> commands() {
        return Stream.of(
                        kind(
                                "registered-users",
                                "get-registered-users-list",
                                "Registered",
                                "registereduser",
                                () -> users(true)),
                        kind(
                                "disabled-users",
                                "get-disabled-users-list",
                                "Disabled",
                                "disableduser",
                                () -> users(false)),
                        kind("online-users", "get-online-users-list", "Online", "onlineuser", this::online),
                        kind("active-users", "get-active-users", "Active", "activeuser", () -> online().filter(
                                        jid -> isActive(jid))),
                        kind("idle-users", "get-idle-users", "Idle", "idleuser", () -> online().filter(
                                        jid -> !isActive(jid))))
                .flatMap(commands -> commands)
                .toList();
    }

    /** §4.13 counts whom §4.18 lists, and so on. */
    private static Stream<Command> kind(
            String number, String list, String what, String field, Supplier<Stream<String>> jids) {
        return Stream.of(
                Command.of(
                        NS + "#get-" + number + "-num",
                        "Get Number of " + what + " Users",
                        admin -> Step.now(Step.result(Tasks.result(what + " users")
                                .text(
                                        field + "snum",
                                        "The number of users",
                                        Long.toString(jids.get().count()))
                                .toElement()))),
                Command.of(
                        NS + '#' + list,
                        "Get List of " + what + " Users",
                        admin -> Step.askLast(
                                Tasks.form(what + " users")
                                        .choice("max_items", "Maximum number of items to show", "25", choices()),
                                answers -> Step.now(listed(
                                        what,
                                        // the list of idle users has the field of the active ones, §4.22
                                        (field.equals("idleuser") ? "activeuser" : field) + "jids",
                                        jids.get().sorted().toList(),
                                        answers.text("max_items").orElse("25"))))));
    }

    private static Option[] choices() {
        return Stream.concat(
                        CHOICES.stream().map(number -> new Option(number.toString(), number.toString())),
                        Stream.of(new Option("None", "none")))
                .toArray(Option[]::new);
    }

    private static Step listed(String what, String field, List<String> jids, String most) {
        int limit = most.equals("none") ? MOST : Integer.parseInt(most);
        var shown = jids.subList(0, Math.min(limit, jids.size()));
        var form = Tasks.result(what + " users")
                .with(field, "jid-multi", "The list of users", shown)
                .toElement();
        var notes = shown.size() == jids.size()
                ? List.<Note>of()
                : List.of(new Note(Note.Kind.INFO, "the first " + shown.size() + " of " + jids.size()));
        return new Step.Done(notes, List.of(form));
    }

    private Stream<String> users(boolean all) {
        return desk.everybody().stream()
                .filter(user -> all || !user.enabled())
                .map(User::jid)
                .map(Object::toString);
    }

    private Stream<String> online() {
        return accounts.online().stream().map(Account::jid).map(Object::toString);
    }

    private boolean isActive(String jid) {
        return accounts.online(offhook.directory.address.Jid.parse(jid)).stream()
                .flatMap(account -> account.resources().stream())
                .map(Resource::presence)
                .flatMap(presence -> presence.stream())
                .anyMatch(CountTasks::isHere);
    }

    private static boolean isHere(Presence presence) {
        return presence.show().filter(AWAY::contains).isEmpty();
    }
}
