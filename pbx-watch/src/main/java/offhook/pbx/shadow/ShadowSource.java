package offhook.pbx.shadow;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import offhook.directory.Directory;
import offhook.pbx.subscription.ExtensionSource;
import offhook.pbx.subscription.Extensions;
import offhook.pbx.subscription.Extensions.Extension;
import offhook.pbx.subscription.Heartbeat;
import offhook.pbx.subscription.Pbx;
import offhook.runtime.work.Timers;
import offhook.sip.agent.Agent;
import offhook.sip.agent.Contacts;
import offhook.sip.call.Reporter;
import offhook.sip.registration.Registration;

/**
 * Watches a PBX as one more phone of each extension: it is called whenever the others are, and is told why they have
 * stopped ringing. What they do when they talk it cannot see. Safe to share.
 */
public final class ShadowSource extends ExtensionSource {

    private static final int CONTACT_BYTES = 16;

    private final Pbx pbx;
    private final Reporter reporter;
    private final Ground on;
    private final Extensions extensions;
    private final Heartbeat heartbeat;
    private final Map<Extension, Shadow> shadows = new ConcurrentHashMap<>();
    private volatile Secrets secrets;

    /**
     * What it stands on.
     *
     * @param where runs what is due
     * @param key makes contacts that nobody guesses, the same ones after a restart
     */
    public record Ground(
            Agent agent,
            Contacts contacts,
            Directory directory,
            Timers timers,
            Executor where,
            InstantSource clock,
            RandomGenerator random,
            byte[] key) {}

    public ShadowSource(Pbx pbx, Secrets secrets, Reporter reporter, Ground on) {
        super("shadow");
        this.pbx = pbx;
        this.secrets = secrets;
        this.reporter = reporter;
        this.on = on;
        extensions = new Extensions(
                on.directory(), extension -> shadows.computeIfAbsent(extension, this::shadow), on.random());
        heartbeat = new Heartbeat(on.agent(), pbx, on.timers(), on.where(), on.clock(), new Beats());
    }

    @Override
    protected Extensions extensions() {
        return extensions;
    }

    @Override
    protected Heartbeat heartbeat() {
        return heartbeat;
    }

    /** These hold from now on. */
    public void use(Secrets now) {
        secrets = now;
        shadows.forEach((extension, shadow) -> shadow.use(account(extension)));
    }

    /** How many extensions we are registered at. */
    public int registered() {
        return (int) shadows.values().stream().filter(Shadow::isRegistered).count();
    }

    private Optional<Account> account(Extension extension) {
        return Optional.ofNullable(secrets.accounts().get(extension.number()));
    }

    private Shadow shadow(Extension extension) {
        var contact = contact(extension);
        var calls = new ShadowCalls(extension, contact, reporter, on.clock(), on.agent()::loop);
        var what = new Registration.What(pbx.uri(), pbx.address(extension.number()), contact, pbx.expires());
        return new Shadow(
                contact,
                calls,
                on.contacts(),
                login -> new Registration(on.agent(), what, login, on.random()),
                account(extension));
    }

    /** The same each time, so that after a crash it takes the place of the one before. */
    private String contact(Extension extension) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(on.key(), "HmacSHA256"));
            var name = extension.number() + '/' + extension.user();
            var whole = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(whole, CONTACT_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Beats implements Heartbeat.Listener {

        private boolean lost;

        @Override
        public void up() {
            reporter.up();
            if (lost) {
                lost = false;
                extensions.again();
            }
        }

        @Override
        public void down(Instant lastHeard) {
            lost = true;
            shadows.values().forEach(Shadow::doubt);
            reporter.down(lastHeard);
        }

        @Override
        public void beat() {
            extensions.askNext();
        }
    }
}
