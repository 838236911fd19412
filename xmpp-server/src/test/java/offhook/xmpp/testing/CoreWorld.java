package offhook.xmpp.testing;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import offhook.directory.PasswordCheck;
import offhook.directory.Refusal;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;
import offhook.directory.testing.TestPeople;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.trace.Trace;
import offhook.xmpp.XmppConfig;
import offhook.xmpp.XmppCore;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.routing.DeliveryListener;
import offhook.xmpp.routing.Service;
import offhook.xmpp.xep.SelfService;

/** The whole XMPP side of capulet.example in memory, in one thread, with the clock in our hand. */
public final class CoreWorld implements AutoCloseable {

    record Root(@Doc("xmpp") XmppConfig xmpp) {}

    public final ManualTime time = new ManualTime();
    public final TestPeople people = TestPeople.ofVerona();
    public final Database database = TestDatabases.sqlite(time);
    public final XmppCore core;
    public final XmppActors actors;

    /** @param settings lines of TOML: {@code xmpp.tls = "optional"} */
    public CoreWorld(List<String> settings, List<Service> services) {
        var passwords = new PasswordCheck(people, time, new byte[32], 10);
        core = new XmppCore(
                config(settings),
                new XmppCore.Ground(
                        people,
                        passwords,
                        database,
                        time.lanes(),
                        time,
                        time,
                        new SecureRandom(),
                        new Trace(time),
                        PresenceOverlay.NONE,
                        DeliveryListener.NONE,
                        new Yourselves(people, time),
                        true),
                services);
        core.start();
        time.run();
        actors = new XmppActors(core.streams(), time, people.domain());
    }

    @Override
    public void close() {
        database.close();
    }

    private static XmppConfig config(List<String> settings) {
        try {
            return Config.bindText(String.join("\n", settings), Path.of("trace.toml"), Root.class, Map.of())
                    .xmpp();
        } catch (ConfigErrors e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** People who come and go on their own; a password that is changed stays what it was. */
    private record Yourselves(TestPeople people, Executor writer) implements SelfService {

        @Override
        public CompletionStage<?> add(User user, Password password) {
            return CompletableFuture.runAsync(
                    () -> {
                        if (people.user(user.id()).isPresent()) {
                            throw new Refusal(Refusal.Kind.EXISTS, user.id() + " is there already");
                        }
                        people.with(user);
                    },
                    writer);
        }

        @Override
        public CompletionStage<?> password(UserId id, Password password) {
            return CompletableFuture.runAsync(() -> {}, writer);
        }

        @Override
        public CompletionStage<?> remove(UserId id) {
            return CompletableFuture.runAsync(() -> people.disable(id.value()), writer);
        }
    }
}
