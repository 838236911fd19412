package offhook.xmpp.stream;

import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.xmpp.stream.sasl.Exchange;
import offhook.xmpp.stream.sasl.SaslError;
import offhook.xmpp.stream.sasl.SaslText;
import offhook.xmpp.stream.sasl.Turn;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Namespaces;

/** SASL as XMPP carries it, RFC 6120 §6.4. Belongs to its stream. */
final class SaslNegotiation {

    static final String NS = "urn:ietf:params:xml:ns:xmpp-sasl";

    private static final String CHANNEL_BINDING = "urn:xmpp:sasl-cb:0";

    private final ClientStream stream;
    private final LoggingIn login;
    private Optional<Exchange> exchange = Optional.empty();
    private String mechanism = "";
    private boolean failed;

    SaslNegotiation(ClientStream stream, LoggingIn login) {
        this.stream = stream;
        this.login = login;
    }

    /** What stream features say of it; XEP-0440 names the channel bindings. */
    String feature() {
        var mechanisms = Element.of("mechanisms", NS)
                .with(stream
                        .common()
                        .logins()
                        .mechanisms()
                        .offered(stream.security().channel())
                        .stream()
                        .map(name -> Element.of("mechanism", NS, name))
                        .toList());
        var types = stream.security().channel().bindings().stream()
                .map(binding -> Element.of("channel-binding", CHANNEL_BINDING).with("type", binding.type()))
                .toList();
        var bindings = Element.of("sasl-channel-binding", CHANNEL_BINDING).with(types);
        return mechanisms.toXml(Namespaces.CLIENT) + (types.isEmpty() ? "" : bindings.toXml(Namespaces.CLIENT));
    }

    State element(Fragment fragment) {
        var element = fragment.element();
        return switch (fragment.name().local()) {
            case "auth" -> begin(element);
            case "response" ->
                exchange.isPresent() ? next(element) : answer(new Turn.Failure(SaslError.MALFORMED_REQUEST));
            case "abort" -> answer(new Turn.Failure(SaslError.ABORTED));
            default -> answer(new Turn.Failure(SaslError.MALFORMED_REQUEST));
        };
    }

    /** §6.4.2: whatever was under way is forgotten. */
    private State begin(Element auth) {
        mechanism = auth.attribute("mechanism").orElse("");
        if (!login.mayLogIn()) {
            return answer(new Turn.Failure(SaslError.ENCRYPTION_REQUIRED));
        }
        exchange = stream.common()
                .logins()
                .mechanisms()
                .begin(mechanism, stream.security().channel());
        if (exchange.isEmpty()) {
            return answer(new Turn.Failure(SaslError.INVALID_MECHANISM));
        }
        return auth.text().isEmpty() ? take(null) : next(auth);
    }

    private State next(Element message) {
        String text = message.text();
        if (text.equals("=")) {
            return take(new byte[0]);
        }
        return SaslText.fromBase64(text)
                .map(this::take)
                .orElseGet(() -> answer(new Turn.Failure(SaslError.INCORRECT_ENCODING)));
    }

    private State take(byte[] message) {
        var turn = exchange.orElseThrow().next(message).exceptionally(cause -> {
            Logins.expectTooBusy(cause);
            return new Turn.Failure(SaslError.TEMPORARY_AUTH_FAILURE);
        });
        return stream.await(turn.thenCompose(this::delayed), this::answer);
    }

    private CompletionStage<Turn> delayed(Turn turn) {
        boolean guessed = !(turn instanceof Turn.Challenge || turn instanceof Turn.NotBound);
        return guessed ? login.delayed(name(), turn) : CompletableFuture.completedStage(turn);
    }

    private State answer(Turn turn) {
        if (turn instanceof Turn.Challenge challenge) {
            say("challenge", challenge.data());
            return login;
        }
        String name = name();
        exchange = Optional.empty();
        if (turn instanceof Turn.Success success) {
            stream.common().logins().succeeded(name, stream.connection().peer());
            say("success", success.data());
            return login.loggedIn(success.user());
        }
        if (turn instanceof Turn.NotBound notBound) {
            fail(SaslError.NOT_AUTHORIZED);
            return login.notBound(notBound.downgrade());
        }
        var error = ((Turn.Failure) turn).error();
        fail(error);
        return login.failed(name, mechanism + ' ' + error);
    }

    /** Whether a login failed on this stream. */
    boolean hasFailed() {
        return failed;
    }

    private void fail(SaslError error) {
        failed = true;
        stream.send(Element.of("failure", NS).with(Element.of(error.toString(), NS)));
    }

    private void say(String what, byte[] data) {
        String text = data == null ? "" : Base64.getEncoder().encodeToString(data);
        stream.send(Element.of(what, NS, text));
    }

    private String name() {
        return exchange.map(Exchange::name).orElse("");
    }
}
