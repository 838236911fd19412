package offhook.mail.intake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import offhook.mail.intake.IntakeConfig.Unknown;
import offhook.mail.intake.smtp.Terms;
import offhook.mail.intake.spool.KeptMail;
import offhook.mail.intake.spool.MailState;
import offhook.mail.intake.spool.Spool;
import offhook.mail.intake.transport.Patience;
import offhook.mail.intake.transport.SmtpListener;
import offhook.mail.intake.transport.SmtpListener.Clients;
import offhook.runtime.life.Service;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.work.Lane;
import offhook.runtime.work.Timers;

/**
 * The door for the voicemail e-mails of a PBX, and what lies behind it until each is a voicemail. Nothing that was
 * acknowledged is lost: what is no voicemail stays in the hospital, whole. Safe to share.
 */
public final class Intake implements Service {

    /** In the data folder. */
    public static final String FOLDER = "intake";

    private final IntakeConfig config;
    private final Spool spool;
    private final Sorter sorter;
    private final SmtpListener listener;

    /**
     * What it stands on.
     *
     * @param host what we call ourselves
     * @param data the data folder
     * @param files threads that may block
     * @param random a strong source
     * @param room of the disk
     */
    public record Ground(
            String host,
            Path data,
            EventLoops loops,
            TlsContexts tls,
            Database database,
            Timers timers,
            InstantSource clock,
            RandomGenerator random,
            Executor files,
            Supplier<Room> room,
            Metrics metrics) {}

    /** Makes its table; nothing listens yet. Blocks. */
    public Intake(IntakeConfig config, Ground on, IntakeListener people) {
        this.config = config;
        spool = new Spool(
                on.data.resolve(FOLDER),
                new Spool.Limits(config.max().bytes(), config.quota().bytes()),
                new Spool.Ground(on.database, on.clock, on.random, on.files, on.room),
                this::sort);
        sorter = new Sorter(spool, people, on.timers, new Lane(on.files), on.metrics);
        listener = new SmtpListener(
                on.loops,
                on.tls,
                terms(config, on.host, people),
                spool,
                new Patience(config.quiet(), config.whole()),
                new Clients(config.clients(), config.connections()),
                on.clock);
        on.metrics.gauge("intake_connections", "Connections of the PBX that bring mails.", listener::connections);
        on.metrics.gauge("intake_bytes", "Mails of the PBX that wait or are in the hospital.", spool::bytes);
    }

    private static Terms terms(IntakeConfig config, String host, IntakeListener people) {
        return new Terms(
                config.protocol(),
                host,
                config.max().bytes(),
                config.starttls(),
                config.user()
                        .map(user -> new Terms.Account(
                                user, config.password().orElseThrow().text())),
                address -> config.unknown() == Unknown.KEEP
                        || config.address().contains(address.toLowerCase(Locale.ROOT))
                        || people.knows(address));
    }

    private void sort(String id) {
        sorter.sort(id);
    }

    /** Mails that nobody could make anything of, the oldest first. Blocks. */
    public List<KeptMail> hospital() {
        return spool.hospital();
    }

    /** Whether there is such a mail in the hospital. Blocks. */
    public boolean hasPatient(String id) {
        return spool.find(id).filter(mail -> mail.state() == MailState.FAILED).isPresent();
    }

    /**
     * Looks at it again.
     *
     * @param box whose it is, if an admin knows: an extension or an address
     * @return false if it is not in the hospital
     */
    public CompletionStage<Boolean> retry(String id, Optional<String> box) {
        return spool.retry(id, box);
    }

    /** Nobody wants it; false if it is not in the hospital. Blocks. */
    public CompletionStage<Boolean> drop(String id) {
        return spool.find(id)
                .filter(mail -> mail.state() == MailState.FAILED)
                .map(spool::done)
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    /** Where to connect, with the real ports. */
    public List<InetSocketAddress> addresses() {
        return listener.addresses();
    }

    @Override
    public String name() {
        return "mail intake";
    }

    @Override
    public void start() throws IOException {
        sorter.sortAll(spool.open().iterator());
        listener.start(config.listen());
    }

    @Override
    public void drain() {
        listener.stop();
    }

    @Override
    public void stop() {
        listener.stop();
    }
}
