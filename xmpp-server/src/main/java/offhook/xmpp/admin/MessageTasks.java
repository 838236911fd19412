package offhook.xmpp.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.directory.address.Jid;
import offhook.xmpp.admin.StandingMessages.Kind;
import offhook.xmpp.command.Command;
import offhook.xmpp.command.Step;
import offhook.xmpp.form.Answers;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.form.DataForm.Field;
import offhook.xmpp.stanza.StanzaError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What everybody is to be told, XEP-0133 §4.23 to §4.28. */
record MessageTasks(Greetings greetings) implements Tasks {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceAdministration.class);
    private static final int LONGEST = 10_000;

    @Override
    public List<Command> commands() {
        return List.of(
                Command.of(NS + "#announce", "Send Announcement to Online Users", this::announce),
                setting("set-motd", "Set Message of the Day", Kind.MOTD, "motd", false),
                setting("edit-motd", "Edit Message of the Day", Kind.MOTD, "motd", true),
                deletion("delete-motd", "Delete Message of the Day", Kind.MOTD),
                setting("set-welcome", "Set Welcome Message", Kind.WELCOME, "welcome", false),
                deletion("delete-welcome", "Delete Welcome Message", Kind.WELCOME));
    }

    private CompletionStage<Step> announce(Jid admin) {
        return Step.askLast(form("Make an announcement", "announcement", List.of()), answers -> {
            int heard = greetings.announce(text(answers, "announcement"));
            LOG.info("{} made an announcement to {} users", admin, heard);
            return Step.now(Step.done("users told: " + heard));
        });
    }

    private Command setting(String node, String name, Kind kind, String field, boolean edits) {
        Function<Jid, CompletionStage<Step>> start =
                admin -> Step.askLast(form(name, field, edits ? lines(greetings.text(kind)) : List.of()), answers -> {
                    var text = text(answers, field);
                    return (edits ? greetings.edit(kind, text) : greetings.set(kind, text)).thenApply(done -> {
                        LOG.info("{}: {}", admin, node);
                        return Step.done("done");
                    });
                });
        return Command.of(NS + '#' + node, name, start);
    }

    private Command deletion(String node, String name, Kind kind) {
        return Command.of(NS + '#' + node, name, admin -> greetings.delete(kind).thenApply(done -> {
            LOG.info("{}: {}", admin, node);
            return Step.done("done");
        }));
    }

    private static DataForm form(String title, String field, List<String> lines) {
        return Tasks.form(title).with(new Field(field, "text-multi", title, lines, List.of(), true));
    }

    private static List<String> lines(Optional<String> text) {
        return text.map(t -> List.of(t.split("\n", -1))).orElse(List.of());
    }

    /** @throws StanzaError not-acceptable if it is too long for everybody to read */
    static String text(Answers answers, String field) {
        var text = answers.lines(field);
        if (text.length() > LONGEST) {
            throw StanzaError.notAcceptable("at most " + LONGEST + " characters");
        }
        return text;
    }
}
