package offhook.xmpp.amp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.DiscoNodes;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.Router;
import offhook.xmpp.routing.Stage;
import offhook.xmpp.routing.Target;
import offhook.xmpp.stanza.Delay;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * Senders say under which conditions a message is to be delivered, and what is to be done where it would not be. Rules that
 * would tell whether somebody is there are for those who see their presence, XEP-0079 §10.
 */
public final class MessageProcessing implements Feature, DiscoNodes {

    private static final String NS = "http://jabber.org/protocol/amp";
    private static final String ERRORS = NS + "#errors";
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String EXPIRE = "jabber:x:expire";
    private static final int MOST_RULES = 20;

    private final Accounts accounts;
    private final Rosters rosters;
    private final Router router;
    private final InstantSource clock;
    private final Predicate<Message> kept;

    /** @param kept whether a message would be stored for somebody who is away */
    public MessageProcessing(
            Accounts accounts, Rosters rosters, Router router, InstantSource clock, Predicate<Message> kept) {
        this.accounts = accounts;
        this.rosters = rosters;
        this.router = router;
        this.clock = clock;
        this.kept = kept;
    }

    @Override
    public Spec spec() {
        return Spec.xep(79, "1.2", "Advanced Message Processing");
    }

    @Override
    public List<Spec> also() {
        return List.of(Spec.xep(23, "1.3", "Message Expiration"));
    }

    @Override
    public void install(Installer to) {
        to.disco(NS)
                .disco(EXPIRE)
                .nodes(Target.SERVER, this)
                .streamFeature(Element.of("amp", "http://jabber.org/features/amp"))
                .at(Stage.SENDING, this::check)
                .at(Stage.RECEIVING, message -> message.has("amp", NS), this::receiving)
                .at(Stage.DELIVER, message -> message.has("amp", NS) || message.has("x", EXPIRE), this::direct)
                .at(Stage.LATE, this::late)
                .at(Stage.NOBODY_HOME, this::away);
    }

    /** §2.1.1: what is supported, one by one. */
    @Override
    public Optional<List<Element>> info(Iq iq, String node) {
        return node.equals(NS)
                ? Optional.of(Stream.concat(
                                Stream.of(NS),
                                Stream.concat(
                                                Rule.ACTIONS.stream().map(action -> NS + "?action=" + action),
                                                Rule.CONDITIONS.stream()
                                                        .map(condition -> NS + "?condition=" + condition))
                                        .sorted())
                        .map(feature -> Element.of("feature", INFO).with("var", feature))
                        .toList())
                : Optional.empty();
    }

    @Override
    public Optional<List<Element>> items(Iq iq, String node) {
        return node.equals(NS) ? Optional.of(List.of()) : Optional.empty();
    }

    /** §2.2.2.1: all the rules are looked at before anything is done. */
    private Message check(Account sender, Message message) {
        if (!message.has("amp", NS)) {
            return message;
        }
        boolean knows = sender.jid().equals(message.to().bare())
                || rosters.loaded(sender)
                        .filter(roster -> roster.sees(message.to().bare()))
                        .isPresent();
        validate(message, knows);
        return message;
    }

    private static void validate(Message message, boolean knows) {
        var amp = message.child("amp", NS).orElseThrow();
        var rules = rules(amp);
        if (message.id() == null || message.id().isEmpty()) {
            throw StanzaError.badRequest("a message with rules needs an id");
        }
        if (amp.attribute("status").isPresent() || rules.isEmpty() || rules.size() > MOST_RULES) {
            throw StanzaError.badRequest("expected 1 to " + MOST_RULES + " rules");
        }
        require(rules, rule -> Rule.ACTIONS.contains(rule.action()), StanzaError.badRequest(""), "unsupported-actions");
        require(
                rules,
                rule -> Rule.CONDITIONS.contains(rule.condition()),
                StanzaError.badRequest(""),
                "unsupported-conditions");
        require(rules, Rule::isValid, StanzaError.notAcceptable(""), "invalid-rules");
        require(rules, rule -> knows || rule.isDiscreet(), StanzaError.notAcceptable(""), "invalid-rules");
    }

    private static void require(List<Rule> rules, Predicate<Rule> good, StanzaError error, String condition) {
        var bad = rules.stream().filter(good.negate()).map(Rule::xml).toList();
        if (!bad.isEmpty()) {
            throw error.with(Element.of(condition, NS).with(bad));
        }
    }

    private static List<Rule> rules(Element amp) {
        return amp.children("rule", NS).stream().map(Rule::of).toList();
    }

    /** What comes from elsewhere was not looked at yet. What RFC 6121 §8.5.3.2.1 refuses is not delivered at all. */
    private Message receiving(Account to, Message message) {
        if (!message.has("amp", NS) || message.isError()) {
            return message;
        }
        if (!message.from().domain().equals(router.server().domain())) {
            validate(message, false);
        }
        boolean refused = message.type() == Message.Type.NORMAL
                && !message.to().isBare()
                && accounts.resource(message.to()).isEmpty();
        return refused ? process(message, fate("none", message, List.of())) : message;
    }

    /** Somebody is there to take it. */
    private Message direct(Account to, Message message) {
        if (isExpired(message)) {
            return null;
        }
        if (!message.has("amp", NS) || message.isError()) {
            return message;
        }
        var receivers = accounts.resource(message.to()).map(List::of).orElseGet(to::mostAvailable).stream()
                .map(Resource::jid)
                .toList();
        return process(message, fate("direct", message, receivers));
    }

    /** It was stored. What was done with it was decided when it came, §3.3.1; only its time may be over. */
    private Message late(Account to, Message message) {
        if (isExpired(message)) {
            return null;
        }
        return message.has("amp", NS)
                ? process(message, fate("direct", message, List.of()), rule -> rule.condition()
                        .equals(Rule.EXPIRE_AT))
                : message;
    }

    private Message away(Account to, Message message) {
        if (isExpired(message)) {
            return null;
        }
        if (!message.has("amp", NS) || message.isError()) {
            return message;
        }
        return process(message, fate(kept.test(message) ? "stored" : "none", message, List.of()));
    }

    private Fate fate(String delivery, Message message, List<Jid> receivers) {
        return new Fate(delivery, message.to(), receivers, clock.instant());
    }

    /** §2.2.2.3: the first rule that is met decides. */
    private Message process(Message message, Fate fate) {
        return process(message, fate, rule -> true);
    }

    private Message process(Message message, Fate fate, Predicate<Rule> asked) {
        var amp = message.child("amp", NS).orElseThrow();
        if (amp.attribute("status").isPresent()) {
            return message; // an answer, not a question
        }
        var met = rules(amp).stream()
                .filter(asked)
                .filter(rule -> rule.isMet(fate))
                .findFirst();
        if (met.isEmpty()) {
            return message;
        }
        var rule = met.get();
        if (!rule.action().equals("drop")) {
            router.route(answer(message, rule));
        }
        return rule.action().equals("notify") ? message : null;
    }

    /** §3.4: alert, error or notification, without what the message was about. */
    private Stanza answer(Message message, Rule rule) {
        var answer = Element.of("message", Namespaces.CLIENT)
                .with("from", router.server().toString())
                .with("to", message.from().toString())
                .with("id", message.id())
                .with("type", rule.action().equals("error") ? "error" : null)
                .with(Element.of("amp", NS)
                        .with("status", rule.action())
                        .with("from", message.from().toString())
                        .with("to", message.to().toString())
                        .with(rule.xml()));
        return Stanza.of(
                rule.action().equals("error")
                        ? answer.with(new StanzaError(StanzaError.Condition.UNDEFINED_CONDITION, "")
                                .as("modify")
                                .with(Element.of("failed-rules", ERRORS).with(rule.in(ERRORS)))
                                .toElement())
                        : answer);
    }

    /** XEP-0023 §3: it has waited for longer than it is worth. How long it waited says the delay that was noted. */
    private boolean isExpired(Message message) {
        if (!message.has("x", EXPIRE) || !message.has("delay", Delay.NS)) {
            return false;
        }
        var server = router.server().toString();
        try {
            long seconds = Long.parseLong(message.child("x", EXPIRE)
                    .orElseThrow()
                    .attribute("seconds")
                    .orElse("none"));
            return message.element().children("delay", Delay.NS).stream()
                    .filter(delay ->
                            delay.attribute("from").filter(server::equals).isPresent())
                    .map(delay -> Instant.parse(delay.attribute("stamp").orElse("")))
                    .anyMatch(since -> Duration.between(since, clock.instant()).toSeconds() >= seconds);
        } catch (NumberFormatException | DateTimeParseException e) {
            return false; // it does not say for how long
        }
    }
}
