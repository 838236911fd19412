package offhook.xmpp.admin;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.directory.address.MailAddress;
import offhook.directory.credentials.Password;
import offhook.xmpp.command.Command;
import offhook.xmpp.command.Step;
import offhook.xmpp.form.Answers;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xep.Administration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts come, change and go, XEP-0133 §4.1 to §4.4 and §4.7. There is no password to be told, §4.6: none is kept. */
record AccountTasks(Administration desk, People people) implements Tasks {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAdministration.class);
    private static final String ACCOUNT = "accountjid";
    private static final String ACCOUNTS = "accountjids";
    private static final String PASSWORD = "password";

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of(NS + "#add-user", "Add User", this::add),
                Command.of(NS + "#delete-user", "Delete User", this::delete),
                Command.of(NS + "#disable-user", "Disable User", this::disable),
                Command.of(NS + "#reenable-user", "Re-Enable User", this::enable),
                Command.of(NS + "#change-user-password", "Change User Password", this::password));
    }

    private CompletionStage<Step> add(Jid admin) {
        var form = Tasks.form("Add a user")
                .needs(ACCOUNT, "jid-single", "The Jabber ID for the account to be added")
                .needs(PASSWORD, "text-private", "The password for this account")
                .needs("password-verify", "text-private", "Retype password")
                .asks("email", "text-single", "Email address")
                .asks("given_name", "text-single", "Given name")
                .asks("surname", "text-single", "Family name");
        return Step.askLast(form, answers -> {
            var user = newcomer(answers);
            if (!answers.text(PASSWORD).equals(answers.text("password-verify"))) {
                throw StanzaError.notAcceptable("the two passwords differ");
            }
            return desk.add(user, password(answers)).handle((done, failure) -> {
                require(failure);
                LOG.info("{} added the user {}", admin, user.id());
                return Step.done(user.jid() + " was added");
            });
        });
    }

    private User newcomer(Answers answers) {
        var jid = answers.jid(ACCOUNT);
        if (!jid.domain().equals(people.server().domain()) || jid.local().isEmpty() || !jid.isBare()) {
            throw StanzaError.notAcceptable("expected a JID like name@" + people.server());
        }
        var name = (answers.text("given_name").orElse("")
                        + ' '
                        + answers.text("surname").orElse(""))
                .strip();
        try {
            var user = User.of(new UserId(jid.local()), people.server().domain())
                    .withMail(answers.text("email").map(MailAddress::new));
            return name.isEmpty() ? user : user.withName(new DisplayName(name));
        } catch (IllegalArgumentException e) {
            throw StanzaError.notAcceptable(e.getMessage());
        }
    }

    private static Password password(Answers answers) {
        try {
            return Password.of(answers.text(PASSWORD).orElseThrow());
        } catch (IllegalArgumentException e) {
            throw StanzaError.notAcceptable(e.getMessage());
        }
    }

    private static void require(Throwable failure) {
        if (failure != null) {
            throw People.told(failure);
        }
    }

    private CompletionStage<Step> delete(Jid admin) {
        return several(admin, "Delete users", "delete", "was deleted", user -> {
            requireOther(admin, user);
            return desk.remove(user.id());
        });
    }

    private CompletionStage<Step> disable(Jid admin) {
        return several(admin, "Disable users", "disable", "was disabled", user -> {
            requireOther(admin, user);
            return desk.enabled(user.id(), false);
        });
    }

    private CompletionStage<Step> enable(Jid admin) {
        return several(admin, "Re-enable users", "re-enable", "was re-enabled", user -> desk.enabled(user.id(), true));
    }

    /** Whoever sits on a branch does not saw it off. */
    private static void requireOther(Jid admin, User user) {
        if (user.jid().equals(admin.bare())) {
            throw StanzaError.notAllowed("this is your own account");
        }
    }

    private CompletionStage<Step> several(
            Jid admin, String title, String verb, String done, Function<User, CompletionStage<?>> change) {
        var form = Tasks.form(title).needs(ACCOUNTS, "jid-multi", "The Jabber ID(s) to " + verb);
        return Step.askLast(
                form,
                answers -> people.each(answers.jids(ACCOUNTS), done, user -> change.apply(user)
                        .thenRun(() -> LOG.info("{}: the user {} {}", admin, user.id(), done))));
    }

    private CompletionStage<Step> password(Jid admin) {
        var form = Tasks.form("Change a user's password")
                .needs(ACCOUNT, "jid-single", "The Jabber ID for this account")
                .needs(PASSWORD, "text-private", "The password for this account");
        return Step.askLast(form, answers -> {
            var user = people.user(answers.jid(ACCOUNT));
            return desk.password(user.id(), password(answers)).handle((done, failure) -> {
                require(failure);
                LOG.info("{} changed the password of {}", admin, user.id());
                return Step.done("the password of " + user.jid() + " was changed");
            });
        });
    }
}
