package offhook.xmpp.xep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static offhook.xmpp.routing.Target.SERVER;

import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import offhook.directory.address.Jid;
import offhook.runtime.config.Secret;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/**
 * Users learn where STUN and TURN servers are, with a name and a password of their own that expire: the name says when, and
 * the password is its HMAC-SHA-1 under the secret shared with the TURN server, as coturn's "use-auth-secret" has it.
 */
public final class ExternalServices implements Feature {

    private static final String NS = "urn:xmpp:extdisco:2";

    private final Jid server;
    private final List<ExternalServiceConfig> services;
    private final InstantSource clock;

    public ExternalServices(Jid server, List<ExternalServiceConfig> services, InstantSource clock) {
        this.server = server;
        this.services = List.copyOf(services);
        this.clock = clock;
    }

    @Override
    public Spec spec() {
        return Spec.xep(215, "1.0.0", "External Service Discovery").only("changes are not pushed");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS).iqGet(SERVER, NS, "services", this::all).iqGet(SERVER, NS, "credentials", this::credentials);
    }

    /** §3.1, §3.2: all, or those of the type that was asked for. */
    private Element all(Iq iq) {
        requireOurs(iq);
        var type = iq.payload().attribute("type");
        return Element.of("services", NS)
                .with("type", type.orElse(null))
                .with(services.stream()
                        .filter(service -> type.isEmpty() || type.get().equals(service.type()))
                        .map(service -> element(service, iq.from()))
                        .toList());
    }

    /** §3.3: with a fresh password. */
    private Element credentials(Iq iq) {
        requireOurs(iq);
        var asked = iq.payload().child("service").orElseThrow(() -> StanzaError.badRequest("which service?"));
        var found = services.stream()
                .filter(service ->
                        asked.attribute("type").filter(service.type()::equals).isPresent()
                                && asked.attribute("host")
                                        .filter(service.host()::equals)
                                        .isPresent()
                                && asked.attribute("port")
                                        .map(port -> port.equals(Integer.toString(service.port())))
                                        .orElse(true))
                .map(service -> element(service, iq.from()))
                .toList();
        if (found.isEmpty()) {
            throw StanzaError.itemNotFound("there is no such service");
        }
        return Element.of("credentials", NS).with(found);
    }

    /** A relay costs: it is for our users. */
    private void requireOurs(Iq iq) {
        if (!iq.from().domain().equals(server.domain())) {
            throw StanzaError.forbidden("for users of this server");
        }
    }

    private Element element(ExternalServiceConfig service, Jid user) {
        var element = Element.of("service", NS)
                .with("type", service.type())
                .with("host", service.host())
                .with("port", Integer.toString(service.port()))
                .with("transport", service.transport());
        if (service.secret().isEmpty()) {
            return element;
        }
        var expires = clock.instant().plus(service.valid()).truncatedTo(ChronoUnit.SECONDS);
        var name = expires.getEpochSecond() + ":" + user.local();
        return element.with("restricted", "true")
                .with("expires", expires.toString())
                .with("username", name)
                .with("password", password(name, service.secret().get()));
    }

    static String password(String name, Secret secret) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.text().getBytes(UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encodeToString(mac.doFinal(name.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it, and any key will do
        }
    }
}
