package offhook.pbx.watch;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import offhook.directory.Directory;
import offhook.directory.UserId;
import offhook.directory.credentials.MasterKey;
import offhook.pbx.CallEventSource;
import offhook.pbx.MessagesListener;
import offhook.pbx.PbxPeople;
import offhook.pbx.WatchConfig;
import offhook.pbx.ami.Ami;
import offhook.pbx.ami.AmiLogin;
import offhook.pbx.dialoginfo.DialogInfoSource;
import offhook.pbx.esl.Esl;
import offhook.pbx.esl.EslPassword;
import offhook.pbx.mwi.Mailboxes;
import offhook.pbx.mwi.MessageSummarySource;
import offhook.pbx.published.PublishedSource;
import offhook.pbx.shadow.SecretsFile;
import offhook.pbx.shadow.ShadowSource;
import offhook.pbx.subscription.Pbx;
import offhook.pbx.transport.TcpDialler;
import offhook.runtime.life.Service;
import offhook.runtime.life.StartFailure;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.FileWatch;
import offhook.runtime.net.TlsClients;
import offhook.runtime.net.dns.NameService;
import offhook.runtime.storage.Database;
import offhook.runtime.work.Timers;
import offhook.sip.SipCore;
import offhook.sip.call.Reporter;
import offhook.sip.domain.Services;
import offhook.sip.event.packages.WaitingMessages;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the PBX in every way that the configuration names, and takes what it publishes. Safe to share once it is started. */
public final class PbxWatch implements Service {

    private static final Logger LOG = LoggerFactory.getLogger(PbxWatch.class);
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final WatchConfig config;
    private final Ground on;
    private final Mailboxes mailboxes;
    private final Optional<TlsClients> trusted;
    private List<CallEventSource> sources = List.of();
    private Optional<FileWatch> secrets = Optional.empty();

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
            Metrics metrics,
            EventLoops loops,
            NameService names,
            MasterKey key) {}

    /**
     * Blocks: makes its tables.
     *
     * @param trust certificates to trust besides the system's, where we connect by TLS
     */
    public PbxWatch(WatchConfig config, Optional<Path> trust, MessagesListener messages, Ground on) {
        this.config = config;
        trusted = config.tls() ? Optional.of(new TlsClients(trust)) : Optional.empty();
        this.on = on;
        mailboxes = new Mailboxes(on.database(), on.clock(), messages);
    }

    @Override
    public String name() {
        return "PBX watch";
    }

    /**
     * The PBX need not be there.
     *
     * @throws StartFailure if its secrets cannot be read
     */
    @Override
    public void start() throws StartFailure {
        var made = new ArrayList<CallEventSource>();
        for (var watch : Set.copyOf(config.watch())) {
            made.add(source(watch));
        }
        made.add(published());
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

    /** The voicemail that waits at the PBX, as far as anything is told of it. */
    public WaitingMessages messages() {
        boolean isTold = config.watch().stream()
                .anyMatch(watch -> watch != WatchConfig.Watch.DIALOG_INFO && watch != WatchConfig.Watch.SHADOW);
        return isTold ? mailboxes : WaitingMessages.NONE;
    }

    private CallEventSource source(WatchConfig.Watch watch) throws StartFailure {
        return switch (watch) {
            case DIALOG_INFO -> dialogInfo();
            case AMI ->
                Ami.source(
                        dialler(config.tls() ? Ami.TLS_PORT : Ami.PORT),
                        new AmiLogin(config.user(), secret()),
                        people(),
                        new Services(config.services()),
                        reporter("ami"),
                        on.clock());
            case ESL ->
                Esl.source(
                        dialler(Esl.PORT),
                        new EslPassword(secret()),
                        people(),
                        new Services(config.services()),
                        reporter("esl"),
                        on.clock());
            case SHADOW -> shadow();
            case MWI ->
                new MessageSummarySource(
                        Pbx.of(config), on.sip().get().agent(), on.directory(), mailboxes, on.random());
        };
    }

    private PbxPeople people() {
        return new PbxPeople(on.directory(), host(), mailboxes);
    }

    private String host() {
        return config.sip().uri().host();
    }

    private String secret() {
        return config.password().orElseThrow().text();
    }

    private Reporter reporter(String source) {
        return on.sip().get().calls().outside().reporter(source, config.down());
    }

    private TcpDialler dialler(int usualPort) {
        return new TcpDialler(on.loops(), on.names(), host(), config.port().orElse(usualPort), trusted);
    }

    private DialogInfoSource dialogInfo() {
        var sip = on.sip().get();
        return new DialogInfoSource(
                Pbx.of(config),
                new Services(config.services()),
                reporter("dialog-info"),
                new DialogInfoSource.Ground(
                        sip.agent(), on.directory(), on.timers(), on.where(), on.clock(), on.random()));
    }

    private PublishedSource published() {
        var sip = on.sip().get();
        var source = new PublishedSource(
                Pbx.of(config),
                sip.events().publishedByPbx(),
                new PublishedSource.Ground(sip.agent(), on.timers(), on.where(), on.clock()));
        on.metrics()
                .total(
                        "pbx_publications_withdrawn",
                        "Publications of the PBX that held no more since it was gone.",
                        source::withdrawn);
        return source;
    }

    private ShadowSource shadow() throws StartFailure {
        var sip = on.sip().get();
        var file = new SecretsFile(config.secrets().orElseThrow());
        var source = new ShadowSource(
                Pbx.of(config),
                file.read(),
                reporter("shadow"),
                new ShadowSource.Ground(
                        sip.agent(),
                        sip.contacts(),
                        on.directory(),
                        on.timers(),
                        on.where(),
                        on.clock(),
                        on.random(),
                        on.key().derive("pbx shadow")));
        secrets = Optional.of(file.watch(on.timers(), on.where(), source::use));
        on.metrics()
                .gauge("pbx_shadows", "Extensions at which we are registered as one more phone.", source::registered);
        return source;
    }

    /** Waits a moment for the PBX: contacts that nobody takes back would be called on. */
    @Override
    public void stop() throws InterruptedException {
        secrets.ifPresent(FileWatch::close);
        var ends = sources.stream()
                .map(source -> source.stop().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("the PBX has not answered to the end of all registrations");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Somebody is removed: forgets their mailboxes, in the transaction that does it. */
    public void forget(UserId user, Handle tx) {
        mailboxes.forget(user, tx);
    }
}
