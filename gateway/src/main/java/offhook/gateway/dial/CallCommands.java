package offhook.gateway.dial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.sip.call.RecentCall;
import offhook.xmpp.command.Command;
import offhook.xmpp.command.Commands;
import offhook.xmpp.command.Step;
import offhook.xmpp.form.Answers;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;

/** "Call a number" and "Last calls" in the menus of chat clients, XEP-0050. Safe to share. */
final class CallCommands {

    private static final String CALLEE = "callee";
    private static final String CALL = "call";
    private static final int LAST = 50;

    private final Directory directory;
    private final NumberReader numbers;
    private final Dialling dialling;
    private final History history;
    private final Consumer<Stanza> out;
    private final Jid service;

    CallCommands(
            Directory directory,
            NumberReader numbers,
            Dialling dialling,
            History history,
            Consumer<Stanza> out,
            Jid service) {
        this.directory = directory;
        this.numbers = numbers;
        this.dialling = dialling;
        this.history = history;
        this.out = out;
        this.service = service;
    }

    /** At the service, and at everybody's own account. */
    void offer(Commands commands) {
        for (var command : List.of(
                Command.of("urn:offhook:call", "Call a number", this::ask).onlyFor(this::isOneOfUs),
                Command.of("urn:offhook:calls", "Last calls", this::list).onlyFor(this::isOneOfUs))) {
            commands.at(service, command).atOwnAccount(command);
        }
    }

    private boolean isOneOfUs(Jid asker) {
        return directory.user(asker).isPresent();
    }

    private User person(Jid asker) {
        return directory.user(asker).orElseThrow(() -> StanzaError.forbidden(""));
    }

    private CompletionStage<Step> ask(Jid asker) {
        var words = new DialWords(person(asker));
        var form = new DataForm("form", words.get("form.call"), words.get("form.call.how"), List.of())
                .needs(CALLEE, "text-single", words.get("form.callee"));
        return Step.askLast(
                form,
                answers -> begin(
                        asker,
                        person -> numbers.read(person, answers.text(CALLEE).orElse(""))));
    }

    /** Whom to call is found out for the person; what is wrong with it is said, and may be put right. */
    private CompletionStage<Step> begin(Jid asker, Function<User, Dialled> callee) {
        var person = person(asker);
        var words = new DialWords(person);
        try {
            var to = callee.apply(person);
            dialling.call(person, to, line -> out.accept(Lines.chat(service, asker, line)), Bot.NOBODY);
            return Step.now(Step.done(words.get("begun", to.shown())));
        } catch (CannotCall why) {
            throw StanzaError.notAcceptable(why.in(words));
        }
    }

    private CompletionStage<Step> list(Jid asker) {
        var person = person(asker);
        var words = new DialWords(person);
        var calls = history.last(person, LAST);
        if (calls.isEmpty()) {
            return Step.now(Step.done(words.get("history.none")));
        }
        var options = new ArrayList<DataForm.Option>();
        IntStream.range(0, calls.size())
                .forEach(i ->
                        options.add(new DataForm.Option(history.line(person, calls.get(i)), Integer.toString(i + 1))));
        var form = new DataForm("form", words.get("form.calls"), words.get("form.calls.how"), List.of())
                .with(new DataForm.Field(CALL, "list-single", words.get("form.calls.one"), List.of(), options));
        return Step.askLast(form, answers -> chosen(asker, answers, calls));
    }

    private CompletionStage<Step> chosen(Jid asker, Answers answers, List<RecentCall> calls) {
        return answers.text(CALL)
                .map(number -> calls.get(Integer.parseInt(number) - 1))
                .map(call -> begin(asker, person -> numbers.of(person, history.other(call))))
                .orElseGet(() -> Step.now(Step.done(new DialWords(person(asker)).get("form.calls.none"))));
    }
}
