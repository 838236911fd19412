package offhook.xmpp.xep;

import static offhook.xmpp.routing.Target.ACCOUNT;
import static offhook.xmpp.routing.Target.SERVER;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.Refusal;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;
import offhook.runtime.work.Cause;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.routing.Target;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * Users who have logged in change their password (XEP-0077 §3.3) and, where they could make their account, remove it (§3.2).
 */
public final class InBandRegistration implements Feature {

    private static final String NS = "jabber:iq:register";

    private final SelfService people;
    private final boolean removable;

    /** @param removable whether users may remove their account */
    public InBandRegistration(SelfService people, boolean removable) {
        this.people = people;
        this.removable = removable;
    }

    @Override
    public Spec spec() {
        return Spec.xep(77, "2.4", "In-Band Registration").only("no accounts are made unless [xmpp] register says so");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS);
        for (var target : new Target[] {SERVER, ACCOUNT}) {
            to.iqGet(target, NS, "query", InBandRegistration::registered).iqSet(target, NS, "query", this::set);
        }
    }

    /** §3.1.1: a user who is known sees the name, not the password. */
    private static Element registered(Iq iq) {
        requireOwn(iq);
        return Element.of("query", NS)
                .with(Element.of("registered", NS))
                .with(Element.of("username", NS, iq.from().local()))
                .with(Element.of("password", NS))
                .with(DataForm.of("form", NS)
                        .titled("Change your password", "")
                        .text("username", "User name", iq.from().local())
                        .needs("password", "text-private", "New password")
                        .toElement());
    }

    private CompletionStage<Element> set(Iq iq) {
        requireOwn(iq);
        var query = iq.payload();
        var user = new UserId(iq.from().local());
        if (query.child("remove").isPresent()) {
            if (query.children().size() > 1) {
                throw StanzaError.badRequest("remove stands alone");
            }
            if (!removable) {
                throw StanzaError.notAllowed("the administrator removes accounts");
            }
            return done(people.remove(user));
        }
        var name = field(query, "username");
        var password = field(query, "password");
        if (!isName(name, user)) {
            throw StanzaError.notAllowed("this is not your name");
        }
        return done(people.password(user, acceptable(password)));
    }

    /** §4: a form goes before the fields of old. */
    private static String field(Element query, String name) {
        return DataForm.in(query)
                .map(form -> form.value(name))
                .orElseGet(() -> query.childText(name))
                .orElseThrow(() -> StanzaError.badRequest(name + " is missing"));
    }

    private static boolean isName(String name, UserId user) {
        try {
            return UserId.of(name).equals(user);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static CompletionStage<Element> done(CompletionStage<?> change) {
        return change.handle((done, failure) -> failure == null
                        ? CompletableFuture.<Element>completedFuture(null)
                        : CompletableFuture.<Element>failedFuture(told(failure)))
                .thenCompose(answer -> answer);
    }

    private static Throwable told(Throwable failure) {
        var cause = Cause.of(failure);
        return cause instanceof Refusal refusal ? StanzaError.notAllowed(refusal.getMessage()) : cause;
    }

    private static Password acceptable(String text) {
        try {
            return Password.of(text);
        } catch (IllegalArgumentException e) {
            throw StanzaError.notAcceptable(e.getMessage());
        }
    }

    private static void requireOwn(Iq iq) {
        if (!iq.to().local().isEmpty() && !iq.to().equals(iq.from().bare())) {
            throw StanzaError.forbidden("this is somebody else's account");
        }
    }
}
