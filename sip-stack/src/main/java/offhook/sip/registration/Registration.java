package offhook.sip.registration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import offhook.runtime.work.Loop;
import offhook.sip.agent.Agent;
import offhook.sip.agent.DueTimers;
import offhook.sip.agent.Exchange;
import offhook.sip.agent.Pause;
import offhook.sip.auth.Login;
import offhook.sip.message.CSeq;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a contact of ours registered at somebody else's registrar for as long as it is wanted: RFC 3261 §10.2. Safe to
 * share; everything happens on one loop.
 */
public final class Registration {

    private static final Logger log = LoggerFactory.getLogger(Registration.class);

    /** A registrar that has our contact answers with it; one that has not is as if it had refused. */
    private static final int NOT_TAKEN = 500;

    private final Agent agent;
    private final What what;
    private final RandomGenerator random;
    private final SipRequest first;
    private final Loop loop;
    private final Actions actions = new Actions();
    private final DueTimers<Due> timers;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private Login login;
    private Duration asked;
    private long number;
    private Registering state;
    private volatile boolean registered;

    /**
     * What to register.
     *
     * @param at the registrar
     * @param aor the address of record there; its domain is the Request-URI
     * @param contact the user of our contact
     * @param expires how long one REGISTER shall hold
     */
    public record What(Uri at, Uri aor, String contact, Duration expires) {

        Uri domain() {
            return Uri.sip("", aor.host(), aor.port());
        }
    }

    private enum Due {
        NEXT
    }

    /** @param random spreads what would come all at once */
    public Registration(Agent agent, What what, Login login, RandomGenerator random) {
        this.agent = agent;
        this.what = what;
        this.login = login;
        this.random = random;
        asked = what.expires();
        first = agent.request(Method.REGISTER, what.domain(), what.aor(), what.aor());
        loop = agent.loop(first.callId());
        timers = new DueTimers<>(Due.class, loop, due -> state = state.due(actions));
    }

    /** Begins, once. */
    public void start(Duration in) {
        loop.execute(() -> state = Registering.begins(in, actions));
    }

    /** The registrar may have forgotten us: tells it again, after this pause at the latest. */
    public void again(Duration in) {
        loop.execute(() -> state = state == null ? null : state.again(in, actions));
    }

    /** The registrar cannot be heard: nobody knows if it still has the contact. */
    public void doubt() {
        registered = false;
    }

    /** Other credentials hold from now on. */
    public void login(Login other) {
        loop.execute(() -> {
            login = other;
            state = state == null ? null : state.again(Duration.ZERO, actions);
        });
    }

    /** Takes the contact back; completes when the registrar has answered, or will not. */
    public CompletionStage<Void> stop() {
        loop.execute(() -> {
            if (state == null) {
                gone.complete(null);
            } else {
                state = state.leaves(actions);
            }
        });
        return gone;
    }

    /** Whether the registrar has it, as far as is known. */
    public boolean isRegistered() {
        return registered;
    }

    private void send(Duration expires) {
        var request = first.copy();
        request.set(HeaderName.CSEQ, new CSeq(++number, Method.REGISTER).toString());
        request.set(HeaderName.EXPIRES, Long.toString(expires.toSeconds()));
        agent.send(request, agent.way(what.at()), Optional.of(login), what.contact(), exchange -> {
            number = exchange.request().cseq().number();
            if (expires.isZero()) {
                left(exchange);
            } else {
                answered(exchange);
            }
        });
    }

    private void answered(Exchange exchange) {
        var response = exchange.response();
        var granted = exchange.isSuccess() ? granted(response) : Optional.<Duration>empty();
        if (granted.isPresent()) {
            registered = true;
            state = state.accepted(granted.get(), actions);
        } else {
            refused(exchange.isSuccess() ? NOT_TAKEN : response.status(), response);
        }
    }

    private void refused(int status, SipResponse response) {
        registered = false;
        var least = response.seconds(HeaderName.MIN_EXPIRES).filter(time -> time.compareTo(asked) > 0);
        boolean brief = status == 423 && least.isPresent();
        if (brief) {
            asked = least.get();
        }
        var refusal = new Registering.Refusal(status, response.seconds(HeaderName.RETRY_AFTER), brief);
        if (refusal.kind() == Pause.Kind.SELDOM || status == NOT_TAKEN) {
            log.warn("{} cannot be registered: {}", what.aor(), why(response));
        } else {
            log.debug("{} is not registered yet: {}", what.aor(), response.status());
        }
        state = state.refused(refusal, actions);
    }

    private static String why(SipResponse response) {
        return response.isSuccess()
                ? "our contact is not taken, perhaps there may be no more of them"
                : response.status() + " " + response.reason();
    }

    /** §10.2.4: what the registrar grants, no more than we asked for; empty if it does not have our contact. */
    private Optional<Duration> granted(SipResponse response) {
        var all = contacts(response);
        var usual = response.seconds(HeaderName.EXPIRES).orElse(asked);
        if (all.isEmpty() && !response.has(HeaderName.CONTACT)) {
            return Optional.of(usual);
        }
        return all.stream()
                .filter(contact -> contact.uri().isSip() && contact.uri().user().equals(what.contact()))
                .map(contact -> contact.param("expires")
                        .filter(text -> text.matches("[0-9]{1,9}"))
                        .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                        .orElse(usual))
                .max(Duration::compareTo)
                .filter(time -> !time.isZero())
                .map(time -> time.compareTo(asked) < 0 ? time : asked);
    }

    private static List<NameAddr> contacts(SipResponse response) {
        try {
            return response.addresses(HeaderName.CONTACT);
        } catch (SipFailure unreadable) {
            return List.of();
        }
    }

    private void left(Exchange exchange) {
        registered = false;
        state = exchange.isSuccess()
                ? state.accepted(Duration.ZERO, actions)
                : state.refused(new Registering.Refusal(exchange.status(), Optional.empty(), false), actions);
    }

    private final class Actions implements Registering.Actions {

        @Override
        public void register() {
            send(asked);
        }

        @Override
        public void unregister() {
            send(Duration.ZERO);
        }

        @Override
        public void start(Duration after) {
            timers.start(Due.NEXT, after);
        }

        @Override
        public void stop() {
            timers.stopAll();
        }

        @Override
        public void gone() {
            gone.complete(null);
        }

        @Override
        public RandomGenerator random() {
            return random;
        }
    }
}
