package offhook.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import offhook.mail.intake.Intake;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.life.Service;
import offhook.runtime.life.Services;
import offhook.runtime.life.StartFailure;
import offhook.runtime.storage.DiskWatch;
import offhook.sip.transport.Protocol;

/** The whole server: the order in which its parts start and stop. */
public final class Gateway {

    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(20);

    final Parts parts;
    private final ExecutorService stoppers = Executors.newCachedThreadPool();
    private final Services services = new Services(stoppers, System::nanoTime, DRAIN, STOP);
    private volatile boolean up;

    /**
     * Opens the database and puts the parts together; nothing listens yet.
     *
     * @param file read now, and again when somebody asks for it
     * @throws ConfigErrors with every mistake of the file
     * @throws StartFailure with one line for the admin
     */
    public Gateway(Reload.Configuration file) throws ConfigErrors, StartFailure {
        this(file, DiskWatch.Disk::of);
    }

    /** @param disks tells which disk a folder is on */
    Gateway(Reload.Configuration file, Function<Path, DiskWatch.Disk> disks) throws ConfigErrors, StartFailure {
        parts = new Parts(file, disks, () -> up);
    }

    /**
     * Starts everything; returns when every listener is up.
     *
     * @throws StartFailure with one line for the admin; then nothing runs
     */
    public void start() throws StartFailure {
        try {
            services.start(inOrder());
            new Numbers(parts.on.metrics).of(parts);
            up = true;
        } catch (StartFailure e) {
            close();
            throw e;
        }
    }

    /**
     * Lets administrators of chat end it; before it starts.
     *
     * @param stop makes somebody call {@link #stop}, and returns at once
     */
    public void shutDownBy(Runnable stop) {
        parts.xmppCore.shutDownBy(stop);
    }

    /** Backwards at the end: clients hear goodbye, alerts are flushed, and all the while new calls get 503. */
    private List<Service> inOrder() {
        var all = new ArrayList<Service>(List.of(
                parts.people,
                parts.ops,
                new Accounts(parts.xmppCore),
                parts.voicemail,
                parts.sip,
                new SimplePresence(() -> parts.sip.core(), parts.people.book, parts.presence, parts.contacts),
                new Notifications(parts.notifier)));
        parts.answers.ifPresent(all::add);
        parts.intake.ifPresent(all::add);
        parts.pbx.ifPresent(all::add);
        parts.web.ifPresent(all::add); // before XMPP, so that its clients hear goodbye before their connections go
        all.add(parts.xmpp);
        return all;
    }

    /** The line that says where everything listens. */
    public String ready() {
        return new ReadyLine()
                .with("sip-udp", parts.sip.bound(Protocol.UDP))
                .with("sip-tcp", parts.sip.bound(Protocol.TCP))
                .with("sip-tls", parts.sip.bound(Protocol.TLS))
                .with("sip-ws", parts.sip.bound(Protocol.WS))
                .with("sip-wss", parts.sip.bound(Protocol.WSS))
                .with("xmpp", parts.xmpp.addresses())
                .with("xmpp-component", parts.xmpp.componentAddresses())
                .with("web", parts.web.map(Web::addresses).orElse(List.of()))
                .with("mail-intake", parts.intake.map(Intake::addresses).orElse(List.of()))
                .with("http", List.of(parts.ops.address()))
                .toString();
    }

    /** Reads the files again, on the calling thread; what comes of it is logged. */
    public void reload() {
        parts.reload.now();
    }

    /** Stops everything in the opposite order. */
    public void stop() {
        up = false;
        services.stop();
        close();
    }

    private void close() {
        parts.close();
        stoppers.shutdown();
    }
}
