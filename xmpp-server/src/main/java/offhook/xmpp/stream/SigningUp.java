package offhook.xmpp.stream;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import offhook.runtime.work.Cause;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** An account is asked for before login, XEP-0077 §3.1. Belongs to its stream. */
final class SigningUp {

    static final String NS = "jabber:iq:register";

    private static final String INSTRUCTIONS = "Choose a user name and a password.";

    private final ClientStream stream;

    SigningUp(ClientStream stream) {
        this.stream = stream;
    }

    State request(Iq iq, LoggingIn login) {
        var query = iq.payload();
        if (iq.type() == Iq.Type.GET) {
            stream.send(iq.result(Element.of("query", NS)
                            .with(Element.of("instructions", NS, INSTRUCTIONS))
                            .with(Element.of("username", NS))
                            .with(Element.of("password", NS))
                            .with(DataForm.of("form", NS)
                                    .titled("A new account", INSTRUCTIONS)
                                    .needs("username", "text-single", "User name")
                                    .needs("password", "text-private", "Password")
                                    .toElement()))
                    .toString());
            return login;
        }
        String name = field(query, "username");
        String password = field(query, "password");
        if (name.isEmpty() || password.isEmpty()) {
            throw StanzaError.notAcceptable("username and password are needed");
        }
        var made = stream.common()
                .registration()
                .orElseThrow()
                .register(name, password, stream.connection().peer());
        return stream.await(outcome(made), refused -> {
            refused.flatMap(iq::errorReply)
                    .ifPresentOrElse(
                            reply -> stream.send(reply.toString()),
                            () -> stream.send(iq.result().toString()));
            return login;
        });
    }

    /** §4: a form goes before the fields of old. */
    private static String field(Element query, String name) {
        return DataForm.in(query)
                .map(form -> form.value(name))
                .orElseGet(() -> query.childText(name))
                .orElse("");
    }

    private static CompletionStage<Optional<StanzaError>> outcome(CompletionStage<Void> made) {
        return made.handle((done, failure) -> {
            var cause = Cause.of(failure);
            if (cause == null) {
                return Optional.empty();
            }
            if (cause instanceof StanzaError refused) {
                return Optional.of(refused);
            }
            throw new CompletionException(cause);
        });
    }
}
