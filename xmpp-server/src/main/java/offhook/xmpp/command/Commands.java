package offhook.xmpp.command;

import static offhook.xmpp.routing.Target.ACCOUNT;
import static offhook.xmpp.routing.Target.SERVER;
import static offhook.xmpp.routing.Target.SERVICE;

import java.time.InstantSource;
import java.util.Collections;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import offhook.directory.address.Jid;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Lanes;
import offhook.xmpp.command.Sessions.Session;
import offhook.xmpp.feature.DiscoNodes;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.form.Answers;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.routing.SessionListener.Ending;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * Ad-hoc commands: whoever has one to offer adds it, and users find it in their clients' menus. Safe to share.
 *
 * <p>A command lives at the server, at a service, or at every user's own account, where nobody else sees it.
 */
public final class Commands implements Feature, DiscoNodes, ResourceListener {

    public static final String NS = "http://jabber.org/protocol/commands";

    private static final String ITEMS = "http://jabber.org/protocol/disco#items";
    private static final String INFO = "http://jabber.org/protocol/disco#info";

    private final Lanes lanes;
    private final Sessions sessions;
    private final Map<Jid, Map<String, Command>> known = new ConcurrentHashMap<>();
    private final Map<String, Command> own = Collections.synchronizedMap(new LinkedHashMap<>());

    public Commands(Lanes lanes, InstantSource clock, RandomGenerator random) {
        this.lanes = lanes;
        this.sessions = new Sessions(clock, random);
    }

    /** Offers a command at the server's or a service's domain. @throws IllegalStateException if its node is taken */
    public Commands at(Jid domain, Command command) {
        add(known.computeIfAbsent(domain, jid -> Collections.synchronizedMap(new LinkedHashMap<>())), command);
        return this;
    }

    /** Offers a command to users at their own bare JID. @throws IllegalStateException if its node is taken */
    public Commands atOwnAccount(Command command) {
        add(own, command);
        return this;
    }

    private static void add(Map<String, Command> to, Command command) {
        if (to.putIfAbsent(command.node(), command) != null) {
            throw new IllegalStateException("two commands are called " + command.node());
        }
    }

    @Override
    public Spec spec() {
        return Spec.xep(50, "1.3.0", "Ad-Hoc Commands");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS).disco(ACCOUNT, NS).listen(this);
        for (var target : List.of(SERVER, ACCOUNT, SERVICE)) {
            to.nodes(target, this).iqSet(target, NS, "command", this::execute);
        }
    }

    @Override
    public void ended(Resource resource, Ending ending) {
        sessions.forget(resource.jid());
    }

    private Map<String, Command> at(Iq iq) {
        return iq.to().equals(iq.from().bare()) ? own : known.getOrDefault(iq.to(), Map.of());
    }

    /** §2.2: what the asker may run, and nothing else. */
    @Override
    public Optional<List<Element>> items(Iq iq, String node) {
        if (at(iq).containsKey(node)) {
            return Optional.of(List.of());
        }
        if (!node.equals(NS)) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(at(iq).values()).stream()
                .filter(command -> command.allowed().test(iq.from()))
                .map(command -> Element.of("item", ITEMS)
                        .with("jid", iq.to().toString())
                        .with("node", command.node())
                        .with("name", command.name()))
                .toList());
    }

    @Override
    public Optional<List<Element>> info(Iq iq, String node) {
        if (node.equals(NS)) {
            return Optional.of(List.of(identity("command-list", "Commands"), feature(NS)));
        }
        return Optional.ofNullable(at(iq).get(node))
                .map(command -> List.of(
                        identity("command-node", allowed(command, iq).name()), feature(NS), feature(DataForm.NS)));
    }

    private static Element identity(String type, String name) {
        return Element.of("identity", INFO)
                .with("category", "automation")
                .with("type", type)
                .with("name", name);
    }

    private static Element feature(String namespace) {
        return Element.of("feature", INFO).with("var", namespace);
    }

    private static Command allowed(Command command, Iq iq) {
        if (!command.allowed().test(iq.from())) {
            throw Mistake.forbidden();
        }
        return command;
    }

    private CompletionStage<Element> execute(Iq iq) {
        if (!iq.to().local().isEmpty() && !iq.to().equals(iq.from().bare())) {
            throw StanzaError.serviceUnavailable(""); // as for an account that is not there
        }
        var request = iq.payload();
        var node = request.attribute("node").orElse("");
        var command = Optional.ofNullable(at(iq).get(node)).orElseThrow(() -> Mistake.unknown(node));
        allowed(command, iq);
        checkLocale(request.attribute("lang", Namespaces.XML).orElse(iq.lang()));
        var action = Action.of(request.attribute("action").orElse("execute"));
        var id = request.attribute("sessionid");
        if (id.isEmpty() && action != Action.EXECUTE) {
            throw Mistake.BAD_SESSIONID.error("only a session that was begun can go on");
        }
        var session = id.isEmpty()
                ? sessions.begin(iq.from(), iq.to(), command)
                : sessions.claim(id.get(), iq.from(), iq.to(), command);
        return begun(() -> next(session, action, request), lanes.lane(iq.from().bare()))
                .whenComplete((step, failure) -> {
                    if (failure != null && session.steps.isEmpty()) {
                        sessions.end(session);
                    }
                    sessions.release(session);
                });
    }

    private static CompletionStage<Element> begun(Supplier<CompletionStage<Element>> task, Lane lane) {
        try {
            return CompletableFuture.supplyAsync(task, lane).thenCompose(step -> step);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** We speak English to everybody; but what is no language at all is a mistake, §3.7. */
    private static void checkLocale(String language) {
        try {
            if (language != null) {
                new Locale.Builder().setLanguageTag(language);
            }
        } catch (IllformedLocaleException e) {
            throw Mistake.BAD_LOCALE.error("expected a language tag (RFC 5646)");
        }
    }

    private CompletionStage<Element> next(Session session, Action action, Element request) {
        var asked = session.steps.peek();
        if (asked == null) {
            return session.command.start().apply(session.asker).thenApply(step -> shown(session, step));
        }
        switch (action.at(asked)) {
            case CANCEL -> {
                sessions.end(session);
                return CompletableFuture.completedStage(reply(session, "canceled"));
            }
            case PREV -> {
                if (session.steps.size() == 1) {
                    throw Mistake.BAD_ACTION.error("this is the first form");
                }
                session.steps.pop();
                return CompletableFuture.completedStage(form(session));
            }
            default -> {
                var answers = answers(asked, request);
                return asked.then().apply(answers).thenApply(step -> {
                    // Whoever comes back finds what they had filled in.
                    session.steps.pop();
                    session.steps.push(new Step.Ask(answers.into(asked.form()), asked.last(), asked.then()));
                    return shown(session, step);
                });
            }
        }
    }

    private static Answers answers(Step.Ask asked, Element request) {
        try {
            return Answers.to(asked.form(), DataForm.in(request).orElseGet(() -> DataForm.read(request)));
        } catch (IllegalArgumentException e) {
            throw Mistake.BAD_PAYLOAD.error(e.getMessage());
        }
    }

    private Element shown(Session session, Step step) {
        if (step instanceof Step.Ask ask) {
            session.steps.push(ask);
            return form(session);
        }
        sessions.end(session);
        var done = (Step.Done) step;
        return reply(session, "completed")
                .with(done.payload())
                .with(done.notes().stream()
                        .map(note -> Element.of("note", NS, note.text())
                                .with("type", note.kind().toString()))
                        .toList());
    }

    /** §3.4: the action that stands for "execute" is one of those that are allowed. */
    private static Element form(Session session) {
        var ask = session.steps.element();
        var forward = ask.last() ? "complete" : "next";
        var actions = Element.of("actions", NS).with("execute", forward);
        if (session.steps.size() > 1) {
            actions = actions.with(Element.of("prev", NS));
        }
        return reply(session, "executing")
                .with(actions.with(Element.of(forward, NS)))
                .with(ask.form().toElement());
    }

    private static Element reply(Session session, String status) {
        return Element.of("command", NS)
                .with("lang", Namespaces.XML, "en")
                .with("node", session.command.node())
                .with("sessionid", session.id)
                .with("status", status);
    }
}
