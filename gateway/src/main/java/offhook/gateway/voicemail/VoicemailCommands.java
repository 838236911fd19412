package offhook.gateway.voicemail;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.gateway.notify.VoicemailAlerts;
import offhook.gateway.notify.VoicemailFiles.Linked;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemails;
import offhook.xmpp.command.Command;
import offhook.xmpp.command.Commands;
import offhook.xmpp.command.Step;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.form.DataForm.Option;
import offhook.xmpp.form.FormTable;

/** What people can do with their voicemails by filling in forms at {@code voicemail.<domain>} (XEP-0050). Safe to share. */
final class VoicemailCommands {

    private static final String TYPE = "urn:offhook:voicemail";
    private static final String CHOSEN = "voicemail";

    private final Directory directory;
    private final Voicemails voicemails;
    private final BiFunction<Voicemail, User, CompletionStage<Optional<Linked>>> links;
    private final InstantSource clock;

    /** @param links makes the link to a voicemail; empty if there can be none */
    VoicemailCommands(
            Directory directory,
            Voicemails voicemails,
            BiFunction<Voicemail, User, CompletionStage<Optional<Linked>>> links,
            InstantSource clock) {
        this.directory = directory;
        this.voicemails = voicemails;
        this.links = links;
        this.clock = clock;
    }

    void install(Commands to, Jid contact) {
        to.at(contact, forPeople("list", "List my voicemails", user -> Step.now(list(user))))
                .at(contact, forPeople("play", "Get the link to a voicemail", this::play))
                .at(contact, change("heard", "Mark voicemails as heard", voicemails::list, voicemails::heard))
                .at(contact, change("new", "Mark voicemails as new", voicemails::list, voicemails::renewed))
                .at(contact, change("delete", "Delete voicemails", voicemails::list, voicemails::deleted))
                .at(contact, change("keep", "Get deleted voicemails back", voicemails::deleted, voicemails::kept));
    }

    private Command forPeople(String node, String name, Function<User, CompletionStage<Step>> start) {
        return new Command(
                TYPE + '#' + node, name, asker -> directory.user(asker).isPresent(), asker -> directory
                        .user(asker)
                        .map(start)
                        .orElseGet(() -> Step.now(Step.failed("There is no such user."))));
    }

    private Step list(User user) {
        var rows = voicemails.list(user.id()).stream()
                .map(one -> List.of(
                        one.id(),
                        line(one, user),
                        one.state().name().toLowerCase(Locale.ROOT),
                        one.transcript().orElse("")))
                .toList();
        if (rows.isEmpty()) {
            return Step.done("You have no voicemails.");
        }
        var columns = List.of(
                FormTable.column("id", "text-single", "ID"),
                FormTable.column("from", "text-single", "From"),
                FormTable.column("state", "text-single", "State"),
                FormTable.column("transcript", "text-single", "What was said"));
        return Step.result(new FormTable(TYPE, "Voicemails", columns, rows).toElement());
    }

    private CompletionStage<Step> play(User user) {
        return choose(user, voicemails.list(user.id()), "list-single", chosen -> voicemails
                .find(user.id(), chosen.get(0))
                .map(voicemail -> links.apply(voicemail, user))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                .thenApply(link -> link.map(VoicemailCommands::shown)
                        .orElseGet(() -> Step.failed("There is no link to this voicemail."))));
    }

    private static Step shown(Linked link) {
        return Step.result(DataForm.of("result", TYPE)
                .titled("Voicemail", "")
                .text("url", "Link", link.url())
                .toElement());
    }

    private Command change(
            String node,
            String name,
            Function<UserId, List<Voicemail>> among,
            BiFunction<UserId, String, CompletionStage<Optional<Voicemail>>> verb) {
        return forPeople(
                node,
                name,
                user -> choose(user, among.apply(user.id()), "list-multi", chosen -> {
                    CompletionStage<Integer> done = CompletableFuture.completedFuture(0);
                    for (var id : chosen) {
                        done = done.thenCombine(
                                verb.apply(user.id(), id), (count, changed) -> count + (changed.isPresent() ? 1 : 0));
                    }
                    return done.thenApply(count -> Step.done(count == 1 ? "1 voicemail." : count + " voicemails."));
                }));
    }

    private CompletionStage<Step> choose(
            User user, List<Voicemail> among, String type, Function<List<String>, CompletionStage<Step>> then) {
        if (among.isEmpty()) {
            return Step.now(Step.done("There are none."));
        }
        var options = new ArrayList<Option>();
        among.forEach(one -> options.add(new Option(line(one, user), one.id())));
        var form = DataForm.of("form", TYPE)
                .titled("Voicemails", "")
                .with(new DataForm.Field(CHOSEN, type, "Which", List.of(), options, true));
        return Step.askLast(form, answers -> then.apply(answers.values(CHOSEN)));
    }

    private String line(Voicemail voicemail, User user) {
        return VoicemailAlerts.line(voicemail, user, clock.instant());
    }
}
