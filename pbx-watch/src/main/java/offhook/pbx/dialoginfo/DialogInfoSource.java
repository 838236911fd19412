package offhook.pbx.dialoginfo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import offhook.directory.Directory;
import offhook.directory.UserId;
import offhook.pbx.subscription.ExtensionSource;
import offhook.pbx.subscription.Extensions;
import offhook.pbx.subscription.Heartbeat;
import offhook.pbx.subscription.Pbx;
import offhook.pbx.subscription.Subscriptions;
import offhook.runtime.work.Timers;
import offhook.sip.agent.Agent;
import offhook.sip.call.OutsideLeg;
import offhook.sip.call.Reporter;
import offhook.sip.domain.Services;
import offhook.sip.event.packages.DialogLegs;

/**
 * Watches the lamps of a PBX: the dialog package of RFC 4235, by a subscription for each extension of our people. Safe to
 * share.
 */
public final class DialogInfoSource extends ExtensionSource {

    /** A call is asked for this often: a NOTIFY of its end may be lost. */
    private static final Duration CONFIRMED = Duration.ofMinutes(1);

    /** Whoever was asked for everything is not asked again sooner. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Reporter reporter;
    private final InstantSource clock;
    private final Extensions extensions;
    private final Heartbeat heartbeat;
    private final DialogLegs legs;
    private final Map<UserId, Set<Lamp>> lamps = new ConcurrentHashMap<>();
    private volatile Instant asked = Instant.MIN;

    /** What it stands on; {@code where} runs what is due. */
    public record Ground(
            Agent agent,
            Directory directory,
            Timers timers,
            Executor where,
            InstantSource clock,
            RandomGenerator random) {}

    /** @param services answering there is not "on the phone" */
    public DialogInfoSource(Pbx pbx, Services services, Reporter reporter, Ground on) {
        super("dialog-info");
        this.reporter = reporter;
        clock = on.clock();
        legs = new DialogLegs(on.directory(), services, pbx.domain());
        var subscriptions = new Subscriptions(on.agent(), pbx, "dialog", "application/dialog-info+xml", on.random());
        extensions = new Extensions(on.directory(), subscriptions.of(this::lamp), on.random());
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

    /** How many extensions are watched. */
    public int size() {
        return extensions.size();
    }

    private Lamp lamp(Extensions.Extension extension) {
        var lamp = new Lamp(extension, this);
        lamps.compute(extension.user(), (user, before) -> {
            var all = before == null ? new LinkedHashSet<Lamp>() : new LinkedHashSet<>(before);
            all.add(lamp);
            return all;
        });
        return lamp;
    }

    // What lamps tell.

    Instant now() {
        return clock.instant();
    }

    /** Something was told of an extension. */
    void told(Lamp lamp) {
        heartbeat.heard();
        report(lamp.user());
    }

    /** The extension is nobody's any more. */
    void ended(Lamp lamp) {
        lamps.computeIfPresent(lamp.user(), (user, before) -> {
            var rest = new LinkedHashSet<>(before);
            rest.remove(lamp);
            return rest.isEmpty() ? null : rest;
        });
        report(lamp.user());
    }

    /** All that is known of a person: two of their extensions may change at once, so one after the other. */
    private synchronized void report(UserId user) {
        reporter.now(
                user,
                lamps.getOrDefault(user, Set.of()).stream()
                        .flatMap(lamp -> lamp.seen().stream().map(seen -> leg(lamp.extension(), seen)))
                        .toList());
    }

    private OutsideLeg leg(Extensions.Extension extension, Lamp.Seen seen) {
        return legs.of(extension.user(), extension.number(), seen.dialog(), seen.since());
    }

    /** The PBX has lost a subscription, and with it, perhaps, all of them. */
    void forgotten() {
        if (asked.isBefore(clock.instant().minus(PAUSE))) {
            askAgain();
        }
    }

    private void askAgain() {
        asked = clock.instant();
        extensions.again();
    }

    private final class Beats implements Heartbeat.Listener {

        @Override
        public void up() {
            reporter.up();
            askAgain();
        }

        @Override
        public void down(Instant lastHeard) {
            reporter.down(lastHeard);
        }

        @Override
        public void beat() {
            extensions.askNext();
            var since = clock.instant().minus(CONFIRMED);
            List.copyOf(lamps.values()).forEach(all -> all.forEach(lamp -> lamp.confirm(since)));
        }
    }
}
