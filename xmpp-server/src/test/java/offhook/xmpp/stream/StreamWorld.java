package offhook.xmpp.stream;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import offhook.directory.PasswordCheck;
import offhook.directory.address.Jid;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.trace.Trace;
import offhook.xmpp.XmppConfig;
import offhook.xmpp.stream.sasl.Mechanisms;
import offhook.xmpp.testing.MemoryConnection;
import offhook.xmpp.testing.XmppActors;

/** Client streams of capulet.example in memory, with {@link Relay} for routing and the clock in our hand. */
final class StreamWorld {

    record Root(@Doc("xmpp") XmppConfig xmpp) {}

    static final int PASSWORDS_AT_ONCE = 10;

    final ManualTime time = new ManualTime();
    final TestPeople people = TestPeople.ofVerona();
    final Relay relay = new Relay();
    final Trace trace = new Trace(time);
    final ClientStreams streams;
    final XmppActors actors;

    StreamWorld(String... settings) {
        this(List.of(settings));
    }

    StreamWorld(List<String> settings) {
        this(settings, Optional.empty());
    }

    /** @param checks runs the checks of passwords */
    StreamWorld(List<String> settings, Executor checks) {
        this(settings, Optional.of(checks));
    }

    private StreamWorld(List<String> settings, Optional<Executor> checks) {
        var config = config(settings);
        var random = new SecureRandom();
        var passwords = new PasswordCheck(people, checks.orElse(time), new byte[32], PASSWORDS_AT_ONCE);
        var logins = new Logins(
                new Mechanisms(people, passwords, random),
                passwords,
                time,
                OptionalInt.of(config.limits().failedLoginsPerAddress()));
        streams = new ClientStreams(
                Jid.of(people.domain()),
                config.streams(true),
                logins,
                config.register() ? Optional.of(this::register) : Optional.empty(),
                relay,
                List.of(),
                trace.wire("xmpp"),
                time,
                random);
        actors = new XmppActors(streams, time, people.domain());
    }

    MemoryConnection connect() {
        return new MemoryConnection(time, streams, InetAddress.getLoopbackAddress());
    }

    private java.util.concurrent.CompletionStage<Void> register(String name, String password, InetAddress from) {
        return java.util.concurrent.CompletableFuture.runAsync(
                () -> {
                    if (people.login(name).isPresent()) {
                        throw offhook.xmpp.stanza.StanzaError.conflict("the name is taken");
                    }
                    people.with(name, name);
                },
                time);
    }

    private static XmppConfig config(List<String> settings) {
        try {
            return Config.bindText(String.join("\n", settings), Path.of("trace.toml"), Root.class, Map.of())
                    .xmpp();
        } catch (ConfigErrors e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
