package offhook.xmpp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Listen;
import offhook.runtime.config.Listen.Transport;
import offhook.runtime.config.Size;
import offhook.xmpp.muc.RoomsConfig;
import offhook.xmpp.offline.OfflineConfig;
import offhook.xmpp.pubsub.PubsubConfig;
import offhook.xmpp.stream.StreamConfig;
import offhook.xmpp.stream.bytestreams.ProxyConfig;
import offhook.xmpp.stream.component.ComponentConfig;
import offhook.xmpp.web.UploadConfig;
import offhook.xmpp.xep.ContactConfig;
import offhook.xmpp.xep.ExternalServiceConfig;
import offhook.xmpp.xep.SearchConfig;
import offhook.xmpp.xml.Limits;

/** [xmpp] */
@Doc("XMPP: where clients connect, and what they may do.")
public record XmppConfig(
        @Doc("Where clients connect; tls: where TLS comes first (XEP-0368), as on port 5223.") @Default("5222")
                List<Listen> listen,
        @Doc("Whether a client must use TLS before it logs in.") @Default("required") StreamConfig.Tls tls,
        @Doc(
                        "A PEM file of authorities: whoever shows a certificate of theirs that names an address of ours logs in without a password (XEP-0178). Without it clients are asked for none.")
                Optional<Path> authorities,
        @Doc("Whether anybody may make an account for themselves (XEP-0077).") @Default("false") boolean register,
        @Doc("Whether clients older than XMPP 1.0 may log in, with a password in the clear (XEP-0078).")
                @Default("false")
                boolean legacyAuth,
        @Doc("User names of the administrators.") @Default("") List<String> admins,
        Limited limits,
        OfflineConfig offline,
        RoomsConfig rooms,
        PubsubConfig pubsub,
        UploadConfig upload,
        ProxyConfig proxy,
        @Doc("Where components connect; they are not encrypted, so keep to the loopback or a network of your own.")
                @Default("127.0.0.1:5347")
                List<Listen> componentListen,
        List<ComponentConfig> component,
        List<ExternalServiceConfig> externalService,
        ContactConfig contact,
        SearchConfig search) {

    /** How long a login may take where nothing hurries. */
    private static final Duration AT_LEISURE = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a listener names a transport that clients cannot use */
    public XmppConfig {
        for (var at : listen) {
            if (at.transport() != null && at.transport() != Transport.TCP && at.transport() != Transport.TLS) {
                throw new IllegalArgumentException("listen: " + at + " is none of [tcp:|tls:][address:]port");
            }
        }
        for (var at : componentListen) {
            if (at.transport() != null && at.transport() != Transport.TCP) {
                throw new IllegalArgumentException("component_listen: " + at + " is none of [tcp:][address:]port");
            }
        }
        if (component.stream().map(ComponentConfig::name).distinct().count() < component.size()) {
            throw new IllegalArgumentException("component: two have the same name");
        }
    }

    /** [xmpp.limits] */
    @Doc("How much a client may ask of the server. A breach ends its stream.")
    public record Limited(
            @Doc("The largest stanza.") @Default("256KB") Size stanza,
            @Doc("The largest stanza before login.") @Default("10KB") Size stanzaBeforeLogin,
            @Doc("The longest tag.") @Default("8KB") Size tag,
            @Doc("How deep elements may nest.") @Default("64") int depth,
            @Doc("How deep elements may nest before login.") @Default("32") int depthBeforeLogin,
            @Doc("How many different names of elements and attributes a stream may have.") @Default("2000") int names,
            @Doc("How long a connection may live without a login.") @Default("30s") Duration loginWithin,
            @Doc("How long a client may take to say goodbye.") @Default("5s") Duration closeWithin,
            @Doc("How long a client may read nothing of what waits for it.") @Default("60s") Duration stalledFor,
            @Doc("How much may wait for a client that reads slowly.") @Default("4MB") Size unsent,
            @Doc("After how much silence a space is sent, which finds dead connections.") @Default("5m")
                    Duration keepAlive,
            @Doc(
                            "How long a session whose connection broke waits for its client to come back (XEP-0198), 0s for not at all.")
                    @Default("5m")
                    Duration resumeWithin,
            @Doc("How many accounts one address may make in an hour.") @Default("5") int accountsPerAddress,
            @Doc("How many connections without a login one address may have.") @Default("100") int strangersPerAddress,
            @Doc(
                            "How many logins from one address may fail until none has for a quarter of an hour. What fails beyond ends its stream, and answers there come later and later.")
                    @Default("20")
                    int failedLoginsPerAddress,
            @Doc("How many clients of one user may be connected. The next one is refused, and its stream goes on.")
                    @Default("20")
                    int clientsPerUser) {

        public Limited {
            if (stanza.bytes() > Integer.MAX_VALUE / 4 || stanza.bytes() < 10_000) {
                throw new IllegalArgumentException(
                        "stanza is at least 10000 bytes (RFC 6120 §13.12) and at most 512MB");
            }
        }
    }

    /**
     * What streams need of it.
     *
     * @param limited whether limits of number and of the time for a login hold; those of size always do
     */
    public StreamConfig streams(boolean limited) {
        return new StreamConfig(
                tls,
                legacyAuth,
                new Limits(bytes(limits.stanzaBeforeLogin), bytes(limits.tag), limits.depthBeforeLogin, limits.names),
                new Limits(bytes(limits.stanza), bytes(limits.tag), limits.depth, limits.names),
                limited ? limits.loginWithin : AT_LEISURE,
                limits.closeWithin,
                limits.stalledFor,
                bytes(limits.unsent),
                limits.keepAlive,
                limits.resumeWithin,
                limited ? limits.strangersPerAddress : Integer.MAX_VALUE);
    }

    /** After how many failures an address has to wait; empty for never. */
    OptionalInt failedLogins(boolean limited) {
        return limited ? OptionalInt.of(limits.failedLoginsPerAddress) : OptionalInt.empty();
    }

    private static int bytes(Size size) {
        return (int) Math.min(size.bytes(), Integer.MAX_VALUE / 4);
    }
}
