package offhook.xmpp.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.StreamError;

/** The client asks for TLS on the stream that it has, RFC 6120 §5.4. Belongs to its stream. */
final class StartTls {

    private static final String NS = "urn:ietf:params:xml:ns:xmpp-tls";

    private final ClientStream stream;

    StartTls(ClientStream stream) {
        this.stream = stream;
    }

    static boolean isAskedFor(Fragment element) {
        return element.name().is("starttls", NS);
    }

    /** What stream features say of it, §5.4.1. */
    static Element feature(boolean required) {
        var feature = Element.of("starttls", NS);
        return required ? feature.with(Element.of("required", NS)) : feature;
    }

    State begin() {
        if (!stream.security().isOffered()) {
            stream.send(Element.of("failure", NS)); // §5.4.2.2
            stream.close();
            return new Opening(stream, Optional.empty());
        }
        if (!new String(stream.intake().take(), UTF_8).isBlank()) {
            throw new StreamError(StreamError.Condition.POLICY_VIOLATION, "data in the clear behind <starttls/>");
        }
        stream.send(Element.of("proceed", NS)); // §5.4.2.3: everything behind it goes through TLS
        stream.outbox().flush();
        stream.restart();
        stream.security().begin();
        return new Opening(stream, Optional.empty());
    }
}
