package offhook.pbx.shadow;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.pbx.subscription.Extensions.Kept;
import offhook.sip.agent.Contacts;
import offhook.sip.auth.Login;
import offhook.sip.registration.Registration;

/** One more contact of an extension, registered while it is wanted and there is an account for it. Safe to share. */
final class Shadow implements Kept {

    private final String contact;
    private final ShadowCalls calls;
    private final Contacts contacts;
    private final Function<Login, Registration> registrations;
    private boolean wanted;
    private Optional<Account> account;
    private Optional<Account> used = Optional.empty();
    private Optional<Registration> registration = Optional.empty();
    private CompletionStage<Void> left = CompletableFuture.completedStage(null);

    /**
     * @param contact its user, which nobody guesses
     * @param calls is told who calls it
     * @param registrations makes one that has not begun
     */
    Shadow(
            String contact,
            ShadowCalls calls,
            Contacts contacts,
            Function<Login, Registration> registrations,
            Optional<Account> account) {
        this.contact = contact;
        this.calls = calls;
        this.contacts = contacts;
        this.registrations = registrations;
        this.account = account;
    }

    @Override
    public synchronized void start(Duration in) {
        wanted = true;
        follow(in);
    }

    @Override
    public synchronized CompletionStage<Void> stop() {
        wanted = false;
        follow(Duration.ZERO);
        return left;
    }

    /** This account holds from now on, or none does. */
    synchronized void use(Optional<Account> now) {
        account = now;
        follow(Duration.ZERO);
    }

    private void follow(Duration in) {
        var now = wanted ? account : Optional.<Account>empty();
        if (now.equals(used)) {
            return;
        }
        used = now;
        if (now.isEmpty()) {
            end();
        } else if (registration.isPresent()) {
            registration.get().login(login(now.get()));
        } else {
            begin(login(now.get()), in);
        }
    }

    private static Login login(Account account) {
        return new Login(account.user(), account.password().text());
    }

    /** RFC 3261 §10.2: one REGISTER after the other, also where an account was taken away and given back. */
    private void begin(Login login, Duration in) {
        contacts.put(contact, calls);
        var begun = registrations.apply(login);
        registration = Optional.of(begun);
        left.thenRun(() -> begun.start(in));
    }

    /** Until the PBX knows that it is gone, it is called. */
    private void end() {
        left = registration.map(Registration::stop).orElse(left);
        registration = Optional.empty();
        left.thenRun(this::forget);
    }

    private synchronized void forget() {
        if (registration.isEmpty()) {
            contacts.remove(contact);
            calls.end();
        }
    }

    @Override
    public synchronized void again(Duration in) {
        registration.ifPresent(one -> one.again(in));
    }

    /** A PBX that was away for moments only has forgotten us without our noticing. */
    @Override
    public void ask() {
        again(Duration.ZERO);
    }

    @Override
    public void ends() {
        calls.end();
    }

    synchronized void doubt() {
        registration.ifPresent(Registration::doubt);
    }

    synchronized boolean isRegistered() {
        return registration.filter(Registration::isRegistered).isPresent();
    }
}
