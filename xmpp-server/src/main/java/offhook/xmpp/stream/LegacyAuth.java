package offhook.xmpp.stream;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/** jabber:iq:auth, XEP-0078 §3, with a password in the clear and nothing else. Belongs to its stream. */
final class LegacyAuth {

    static final String NS = "jabber:iq:auth";

    private final ClientStream stream;
    private final LoggingIn login;

    LegacyAuth(ClientStream stream, LoggingIn login) {
        this.stream = stream;
        this.login = login;
    }

    State request(Iq iq) {
        var query = iq.payload();
        if (iq.type() == Iq.Type.GET) {
            var fields = Element.of("query", NS)
                    .with(Element.of("username", NS, query.childText("username").orElse("")))
                    .with(Element.of("password", NS))
                    .with(Element.of("resource", NS));
            stream.send(iq.result(fields).toString());
            return login;
        }
        String name = query.childText("username").orElse("");
        String password = query.childText("password").orElse("");
        String resource = query.childText("resource").orElse("");
        if (name.isEmpty() || password.isEmpty() || resource.isEmpty()) {
            throw StanzaError.notAcceptable("username, password and resource are needed"); // §3.1, example 6
        }
        CompletionStage<Supplier<State>> answer = stream.common()
                .logins()
                .check(name, password)
                .thenCompose(user -> login.delayed(name, user))
                .thenApply(user -> () -> answer(iq, name, resource, user));
        return stream.await(answer.exceptionally(cause -> tooBusy(iq, cause)), Supplier::get);
    }

    private Supplier<State> tooBusy(Iq iq, Throwable cause) {
        Logins.expectTooBusy(cause);
        return () -> refuse(iq, StanzaError.resourceConstraint("too many logins at once"));
    }

    private State answer(Iq iq, String name, String resource, Optional<User> user) {
        if (user.isEmpty()) {
            stream.send(wrongPassword(iq));
            return login.failed(name, NS);
        }
        stream.common().logins().succeeded(name, stream.connection().peer());
        stream.trusted();
        try {
            return new ResourceBinding(stream, user.get()).bind(resource, true, iq.result());
        } catch (StanzaError e) {
            return refuse(iq, e);
        }
    }

    private State refuse(Iq iq, StanzaError error) {
        iq.errorReply(error).ifPresent(reply -> stream.send(reply.toString()));
        return login;
    }

    /** As servers of 2004 wrote it: the query comes back, and the error has a code. */
    private static String wrongPassword(Iq iq) {
        var error = StanzaError.notAuthorized("").toElement();
        return Element.of("iq", Namespaces.CLIENT)
                .with("type", "error")
                .with("id", iq.id())
                .with("from", iq.to() == null ? null : iq.to().toString())
                .with(iq.payload())
                .with(error.with("code", "401"))
                .toXml(Namespaces.CLIENT);
    }
}
