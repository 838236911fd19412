package offhook.sip.event;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.SipUri;
import offhook.runtime.work.Loop;
import offhook.sip.agent.Exchange;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.Uri;
import offhook.sip.proxy.PhoneLines;
import offhook.sip.registrar.Binding;
import offhook.sip.registrar.LocalBindings;

/**
 * Tells phones that are registered and have not subscribed, as PBXs do and phones expect it of message-summary, unless they
 * say that they take no NOTIFY: by one that belongs to no dialog, after a REGISTER, when there is something new, and after a restart. It says
 * {@code terminated}, as those of Asterisk do, so that no phone waits for more. Safe to share; what is known of somebody's
 * phones belongs to one loop.
 */
final class Unsolicited {

    /** RFC 3842 §3.11; and the 200 to the REGISTER comes first, and perhaps a SUBSCRIBE. */
    private static final Duration AFTER = Duration.ofSeconds(1);

    /** How long a phone that does not answer is left alone; sooner, if it registers. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private static final int MOST_TRIES = 5;

    /** How far apart people are looked at after a restart. */
    private static final Duration SPREAD = Duration.ofMillis(5);

    private final EventPackage what;
    private final Notifier notifier;
    private final OwnAddresses own;
    private final LocalBindings bindings;
    private final Map<UserId, Person> people = new ConcurrentHashMap<>();
    private final LongAdder sent = new LongAdder();

    Unsolicited(EventPackage what, Notifier notifier, OwnAddresses own, LocalBindings bindings) {
        this.what = what;
        this.notifier = notifier;
        this.own = own;
        this.bindings = bindings;
    }

    EventPackage what() {
        return what;
    }

    /** NOTIFYs, for as long as this process lives. */
    long sent() {
        return sent.sum();
    }

    /** What there was before the last end may have changed since. */
    void start() {
        bindings.watch(this::changed);
        var later = AFTER;
        for (var user : bindings.people()) {
            note(user, later);
            later = later.plus(SPREAD);
        }
    }

    /** Their phones, or what these are to be told, may be others. */
    void changed(UserId user) {
        note(user, AFTER);
    }

    private void note(UserId user, Duration after) {
        boolean concerns = what.unasked(user) != Unasked.NOTHING || people.containsKey(user);
        if (concerns) {
            people.computeIfAbsent(user, Person::new).note(after);
        }
    }

    void left(UserId user) {
        people.remove(user);
    }

    /** Somebody's phones, on the loop that is theirs. */
    private final class Person {

        private final UserId id;
        private final Loop loop;
        private final AtomicBoolean due = new AtomicBoolean();
        private final Map<String, Phone> phones = new HashMap<>();

        Person(UserId id) {
            this.id = id;
            loop = notifier.agent().loop(id.value());
        }

        void note(Duration after) {
            if (due.compareAndSet(false, true)) {
                loop.after(after, this::look);
            }
        }

        private void look() {
            due.set(false);
            var registered = bindings.of(id).stream()
                    .filter(binding -> binding.takes(Method.NOTIFY))
                    .collect(Collectors.toMap(Person::device, binding -> binding, (best, other) -> best));
            phones.keySet().retainAll(registered.keySet());
            own.person(id)
                    .ifPresent(user -> registered.forEach(
                            (device, binding) -> phones.computeIfAbsent(device, unknown -> new Phone(this))
                                    .look(binding, user)));
        }

        /** Of a phone with several flows, the one that came last will do. */
        private static String device(Binding binding) {
            var instance = binding.device().instance();
            return binding.aor() + ' ' + (instance.isEmpty() ? binding.uri().toString() : instance);
        }
    }

    /** What one phone has been told. */
    private final class Phone {

        private final Person person;
        private Instant registered = Instant.MIN;
        private Optional<String> confirmed = Optional.empty();
        private boolean sending;
        private int tries;

        Phone(Person person) {
            this.person = person;
        }

        void look(Binding binding, User user) {
            var need = what.unasked(user.id());
            if (!registered.equals(binding.refreshed())) {
                registered = binding.refreshed();
                tries = 0;
                confirmed = confirmed.filter(told -> need != Unasked.AFTER_EACH_REGISTER);
            }
            var document = what.document(user, Relation.SELF, 0);
            boolean isNews = need != Unasked.NOTHING || confirmed.isPresent();
            if (isNews && !sending && !document.equals(confirmed) && !notifier.isSubscribed(what, binding)) {
                send(binding, document);
            }
        }

        private void send(Binding binding, Optional<String> document) {
            sending = true;
            sent.increment();
            var agent = notifier.agent();
            var address = Uri.parse(SipUri.of(binding.aor(), own.domain()).toString());
            var to = PhoneLines.to(binding);
            var notify = agent.request(Method.NOTIFY, to.uri(), address, address);
            to.route().forEach(hop -> notify.append(HeaderName.ROUTE, hop));
            notify.append(HeaderName.EVENT, what.name());
            notify.append(HeaderName.SUBSCRIPTION_STATE, "terminated");
            document.ifPresent(text -> notify.setBody(what.contentType(), text.getBytes(StandardCharsets.UTF_8)));
            agent.send(
                    notify,
                    to.way(),
                    Optional.empty(),
                    exchange -> person.loop.execute(() -> answered(exchange, document)));
        }

        /** A refusal is an answer, too: whoever does not want it is not asked again before it registers. */
        private void answered(Exchange exchange, Optional<String> document) {
            sending = false;
            boolean isUnheard = exchange.status() == 408 || exchange.status() == 430 || exchange.status() >= 500;
            if (!isUnheard) {
                confirmed = document;
                person.note(AFTER); // something may have changed meanwhile
            } else if (++tries < MOST_TRIES) {
                person.loop.after(AGAIN, () -> person.note(AFTER));
            }
        }
    }
}
