package offhook.pbx.watch;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import offhook.directory.Directory;
import offhook.directory.UserId;
import offhook.pbx.CallEventSource;
import offhook.pbx.MessagesListener;
import offhook.pbx.WatchConfig;
import offhook.pbx.dialoginfo.DialogInfoSource;
import offhook.pbx.mwi.Mailboxes;
import offhook.pbx.mwi.MessageSummarySource;
import offhook.pbx.subscription.Pbx;
import offhook.runtime.life.Service;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Timers;
import offhook.sip.SipCore;
import offhook.sip.auth.Login;
import offhook.sip.domain.Services;
import org.jdbi.v3.core.Handle;

/** Watches the PBX in every way that the configuration names. Safe to share once it is started. */
public final class PbxWatch implements Service {

    private final WatchConfig config;
    private final Ground on;
    private final Mailboxes mailboxes;
    private List<CallEventSource> sources = List.of();

    /**
     * What it stands on.
     *
     * @param sip the SIP side, once that is started
     * @param where runs what is due
     */
    public record Ground(
            Supplier<SipCore> sip,
            Directory directory,
            Database database,
            Timers timers,
            Executor where,
            InstantSource clock,
            RandomGenerator random,
            Metrics metrics) {}

    /** Blocks: makes its tables. */
    public PbxWatch(WatchConfig config, MessagesListener messages, Ground on) {
        this.config = config;
        this.on = on;
        mailboxes = new Mailboxes(on.database(), on.clock(), messages);
    }

    @Override
    public String name() {
        return "PBX watch";
    }

    /** The PBX need not be there. */
    @Override
    public void start() {
        var made = new ArrayList<CallEventSource>();
        config.watch().stream().distinct().forEach(watch -> made.add(source(watch)));
        sources = List.copyOf(made);
        for (var source : sources) {
            on.metrics()
                    .gauge(
                            "pbx_up",
                            "Whether the PBX can be heard.",
                            () -> source.isUp() ? 1 : 0,
                            "source",
                            source.name());
            source.start();
        }
    }

    private CallEventSource source(WatchConfig.Watch watch) {
        return switch (watch) {
            case DIALOG_INFO -> dialogInfo();
            case MWI -> new MessageSummarySource(pbx(), on.sip().get().agent(), on.directory(), mailboxes, on.random());
        };
    }

    private DialogInfoSource dialogInfo() {
        var sip = on.sip().get();
        return new DialogInfoSource(
                pbx(),
                new Services(config.services()),
                sip.calls().outside().reporter("dialog-info", config.down()),
                new DialogInfoSource.Ground(
                        sip.agent(), on.directory(), on.timers(), on.where(), on.clock(), on.random()));
    }

    private Pbx pbx() {
        var uri = config.sip().uri();
        return new Pbx(
                uri,
                config.domain().orElse(uri.host()),
                config.user(),
                config.password().map(secret -> new Login(config.user(), secret.text())),
                config.expires(),
                config.down());
    }

    @Override
    public void stop() {
        sources.forEach(CallEventSource::stop);
    }

    /** Somebody is removed: forgets their mailboxes, in the transaction that does it. */
    public void forget(UserId user, Handle tx) {
        mailboxes.forget(user, tx);
    }
}
