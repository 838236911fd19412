package offhook.xmpp.push;

import static offhook.xmpp.routing.Target.ACCOUNT;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Losses;
import offhook.runtime.work.Cause;
import offhook.runtime.work.Timers;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.push.PushStore.Registration;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Deliveries;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.routing.Router;
import offhook.xmpp.routing.Stage;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices that sleep are woken by way of their maker's push service when something waits for their user. The service learns
 * that there is a message, not what it says or whose it is. What a service answers is not overlooked: an error is logged, and
 * ends it unless it may pass.
 */
public final class PushNotifications implements Feature, ResourceListener {

    private static final Logger LOG = LoggerFactory.getLogger(PushNotifications.class);
    static final String NS = "urn:xmpp:push:0";
    private static final String OPTIONS = "http://jabber.org/protocol/pubsub#publish-options";
    private static final int MOST_EACH = 10;
    private static final int LONGEST = 4_000;

    private final Accounts accounts;
    private final Router router;
    private final PushStore store;
    private final Predicate<Message> kept;
    private final Map<Jid, List<Registration>> registered = new ConcurrentHashMap<>();
    private final Publisher publisher;
    private final Losses losses = new Losses(LOG, "Times of pushes");

    /**
     * @param kept whether a message would be stored for somebody who is away
     * @param executor where pushes go on after a pause
     */
    public PushNotifications(
            Accounts accounts,
            Router router,
            Database database,
            Predicate<Message> kept,
            Timers timers,
            InstantSource clock,
            Executor executor) {
        this.accounts = accounts;
        this.router = router;
        this.store = new PushTable(database);
        this.kept = kept;
        publisher = new Publisher(router, timers, executor, clock, this::told, this::disable);
    }

    @Override
    public Spec spec() {
        return Spec.xep(357, "0.4.1", "Push Notifications").only("of messages; without sender and text");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS)
                .disco(ACCOUNT, NS)
                .iqSet(ACCOUNT, NS, "enable", this::enable)
                .iqSet(ACCOUNT, NS, "disable", this::disable)
                .at(Stage.NOBODY_HOME, this::away)
                .at(Stage.DELIVER, message -> message.has("body", Namespaces.CLIENT), this::asleep)
                .answers(publisher::answered)
                .listen(this)
                .accountTable("push_registration")
                .onRemoval(this::forget);
    }

    /**
     * Reads who is to be told, and goes on where it was. Blocks; before the first session.
     *
     * @param waiting how many messages wait for an account that have come after some time
     */
    public void start(ToIntBiFunction<Jid, Instant> waiting) {
        for (var known : store.all()) {
            var device = known.device();
            registered.merge(device.account(), List.of(device.registration()), PushNotifications::and);
            int all = waiting.applyAsInt(device.account(), Instant.EPOCH);
            if (all > 0) {
                publisher.resume(device, all, waiting.applyAsInt(device.account(), known.told()) > 0);
            }
        }
    }

    private static List<Registration> and(List<Registration> some, List<Registration> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private void told(Device device, Instant at) {
        store.told(device, at).whenComplete((done, failure) -> losses.heard(device.account(), failure));
    }

    /** The same deliveries of services, of which devices that sleep are told, too. */
    public Deliveries over(Deliveries deliveries) {
        return new Deliveries() {
            @Override
            public CompletionStage<Void> deliver(
                    Jid from, Jid account, String id, String body, String replaces, List<Element> payload) {
                return deliveries
                        .deliver(from, account, id, body, replaces, payload)
                        .thenRun(() -> accounts.find(account)
                                .filter(known -> known.reachable().stream()
                                        .allMatch(resource -> resource.session().isAway()))
                                .ifPresent(known -> tell(known.jid())));
            }

            @Override
            public CompletionStage<Boolean> withdraw(Jid account, String id) {
                return deliveries.withdraw(account, id);
            }
        };
    }

    /** §5. */
    private CompletionStage<Element> enable(Iq iq) {
        var wanted = registration(iq);
        var account = iq.to();
        if (wanted.service().domain().equals(router.server().domain())) {
            throw StanzaError.notAllowed("a push service is no user of this server");
        }
        if (!router.serves(wanted.service())) {
            throw StanzaError.remoteServerNotFound("");
        }
        var others = others(account, wanted);
        if (others.size() >= MOST_EACH) {
            throw StanzaError.resourceConstraint("at most " + MOST_EACH + " devices");
        }
        return store.put(account, wanted).thenApply(done -> {
            registered.compute(account, (jid, before) -> {
                var after = new ArrayList<>(others(account, wanted));
                after.add(wanted);
                return List.copyOf(after);
            });
            return null;
        });
    }

    private List<Registration> others(Jid account, Registration than) {
        return registered.getOrDefault(account, List.of()).stream()
                .filter(one -> !one.isAt(than.service(), than.node()))
                .toList();
    }

    private static Registration registration(Iq iq) {
        requireOwn(iq);
        var request = iq.payload();
        var options = DataForm.in(request)
                .filter(form -> form.formType().equals(OPTIONS))
                .flatMap(form -> request.child("x", DataForm.NS))
                .map(Element::toString)
                .orElse("");
        var node = request.attribute("node").orElse("");
        if (options.length() > LONGEST || node.length() > LONGEST) {
            throw StanzaError.policyViolation("at most " + LONGEST + " characters");
        }
        return new Registration(service(request), node, iq.from().resource(), options);
    }

    private static Jid service(Element request) {
        try {
            return Jid.parse(request.attribute("jid").orElseThrow(() -> StanzaError.badRequest("jid is missing")));
        } catch (IllegalArgumentException e) {
            throw StanzaError.jidMalformed(e.getMessage());
        }
    }

    private static void requireOwn(Iq iq) {
        if (!iq.to().equals(iq.from().bare())) {
            throw StanzaError.forbidden("this is somebody else's account");
        }
    }

    /** §6: one node, or all of a service. */
    private CompletionStage<Element> disable(Iq iq) {
        requireOwn(iq);
        var service = service(iq.payload());
        var node = iq.payload().attribute("node");
        CompletionStage<Void> done = CompletableFuture.completedStage(null);
        for (var one : registered.getOrDefault(iq.to(), List.of())) {
            if (one.service().equals(service) && node.map(one.node()::equals).orElse(true)) {
                done = done.thenCompose(before -> remove(iq.to(), one));
            }
        }
        return done.thenApply(all -> null);
    }

    private CompletionStage<Void> remove(Jid account, Registration registration) {
        registered.computeIfPresent(account, (jid, before) -> {
            var after = before.stream().filter(one -> !one.equals(registration)).toList();
            return after.isEmpty() ? null : after;
        });
        publisher.forget(new Device(account, registration));
        return store.remove(account, registration);
    }

    /** Its service wants nothing of it any more. */
    private void disable(Device device) {
        remove(device.account(), device.registration()).exceptionally(failure -> {
            LOG.warn("a push registration of {} stays in the database: {}", device.account(), Cause.line(failure));
            return null;
        });
    }

    private void forget(Jid account) {
        devices(account, registration -> true).forEach(publisher::forget);
        registered.remove(account);
    }

    /** What became of pushes. */
    public PushNumbers numbers() {
        return publisher.numbers();
    }

    /** Nobody is there: all devices. */
    private Message away(Account account, Message message) {
        if (isWorth(message)) {
            tell(account.jid());
        }
        return message;
    }

    /** Whoever is there gets what waited. */
    @Override
    public void available(Resource resource, Presence presence, boolean initial) {
        if (initial) {
            devices(resource.account().jid(), registration -> true).forEach(publisher::awake);
        }
    }

    /** A client whose connection broke, and which may come back: its own device; once it is back, it has it all. */
    private Message asleep(Account account, Message message) {
        if (!registered.isEmpty() && registered.containsKey(account.jid()) && isWorth(message)) {
            var receivers = accounts.resource(message.to()).map(List::of).orElseGet(account::mostAvailable);
            for (Resource receiver : receivers) {
                devices(account.jid(), registration -> registration
                                .resource()
                                .equals(receiver.jid().resource()))
                        .forEach(receiver.session().isAway() ? publisher::tell : publisher::awake);
            }
        }
        return message;
    }

    private boolean isWorth(Message message) {
        return message.has("body", Namespaces.CLIENT) && kept.test(message);
    }

    private void tell(Jid account) {
        devices(account, registration -> true).forEach(publisher::tell);
    }

    private Stream<Device> devices(Jid account, Predicate<Registration> which) {
        return registered.getOrDefault(account, List.of()).stream()
                .filter(which)
                .map(one -> new Device(account, one));
    }
}
