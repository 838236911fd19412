package offhook.benchmarks.xmpp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/** SASL, a new stream, and a resource of our own choice: RFC 6120 §6 and §7. */
final class SaslLogin implements Login {

    private final int number;
    private final String resource;
    private final Scram scram; // null for PLAIN
    private boolean authenticated;
    private boolean done;
    private boolean somebodyElse;

    /** @param scram the exchange, or empty for PLAIN */
    SaslLogin(int number, String resource, Optional<Scram> scram) {
        this.number = number;
        this.resource = resource;
        this.scram = scram.orElse(null);
    }

    @Override
    public String opening() {
        return TO + " version='1.0'>";
    }

    @Override
    public Optional<String> answer(String text) {
        if (text.startsWith("<stream:features")) {
            return Optional.of(authenticated ? bind() : auth());
        } else if (text.startsWith("<challenge")) {
            return Optional.of(element("response", "", scram.last(content(text))));
        } else if (text.startsWith("<success")) {
            authenticated = true;
            return Optional.of(opening());
        } else if (text.startsWith("<iq")) {
            done = true;
            somebodyElse = !text.contains('>' + Client.jid(number) + '/' + resource + '<');
        }
        return Optional.empty();
    }

    private String bind() {
        return "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" + resource
                + "</resource></bind></iq>";
    }

    private String auth() {
        return scram == null
                ? element("auth", " mechanism='PLAIN'", '\0' + Client.user(number) + "\0secret")
                : element("auth", " mechanism='" + scram.mechanism() + '\'', scram.first());
    }

    private static String element(String name, String attribute, String content) {
        return '<' + name + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'" + attribute + '>'
                + Base64.getEncoder().encodeToString(content.getBytes(UTF_8)) + "</" + name + '>';
    }

    private static String content(String element) {
        String base64 = element.substring(element.indexOf('>') + 1, element.lastIndexOf('<'));
        return new String(Base64.getDecoder().decode(base64), UTF_8);
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public boolean isSomebodyElse() {
        return somebodyElse;
    }
}
