package offhook.mail.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Transport;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import offhook.mail.MailConfig;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.net.TlsContexts;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.work.WheelTimers;

/** The intake on a port of this machine, and ears behind it. A second one on the same folder is the server after a restart. */
final class IntakeWorld implements AutoCloseable {

    private final ExecutorService files = Executors.newFixedThreadPool(2);
    private final EventLoops loops = EventLoops.start(1);
    private final WheelTimers timers = new WheelTimers(task -> new Thread(task, "timers"));
    private final TlsContexts tls;
    final Metrics metrics = new Metrics();
    final List<PbxVoicemail> heard = new CopyOnWriteArrayList<>();
    final List<byte[]> sounds = new CopyOnWriteArrayList<>();
    final Path folder;
    final Intake intake;
    volatile Room room = Room.ENOUGH;

    /** What becomes of a voicemail; a failed stage for a trouble that may pass. */
    volatile Function<PbxVoicemail, CompletionStage<IntakeListener.Fate>> fate =
            voicemail -> CompletableFuture.completedFuture(new IntakeListener.Fate.Taken());

    record Root(@Doc("mail") MailConfig mail) {}

    IntakeWorld(Path folder, Database database, String... lines) {
        this.folder = folder;
        tls = new TlsContexts(
                Config.defaults(TlsConfig.class),
                folder,
                List.of("capulet.example"),
                InstantSource.system(),
                timers,
                files);
        intake = new Intake(
                config(lines),
                new Intake.Ground(
                        "capulet.example",
                        folder,
                        loops,
                        tls,
                        database,
                        timers,
                        InstantSource.system(),
                        new SecureRandom(),
                        files,
                        () -> room,
                        metrics),
                new Ears());
    }

    static IntakeConfig config(String... lines) {
        var text = "[mail.intake]\nlisten = [\"127.0.0.1:0\"]\n"
                + (String.join("\n", lines).contains("clients") ? "" : "clients = [\"127.0.0.1\"]\n")
                + String.join("\n", lines);
        try {
            return Config.bindText(text, Path.of("offhook.toml"), Root.class, Map.of())
                    .mail()
                    .intake()
                    .orElseThrow();
        } catch (ConfigErrors e) {
            throw new IllegalArgumentException(e);
        }
    }

    IntakeWorld start() throws IOException {
        intake.start();
        return this;
    }

    static Database database() {
        return TestDatabases.sqlite();
    }

    private final class Ears implements IntakeListener {

        @Override
        public boolean knows(String address) {
            return address.matches("(juliet|nurse|201)@(mail|capulet)\\.example");
        }

        @Override
        public CompletionStage<Fate> left(PbxVoicemail voicemail) {
            try (var in = voicemail.sound().content().open()) {
                sounds.add(in.readAllBytes());
                heard.add(voicemail);
                return fate.apply(voicemail);
            } catch (IOException e) {
                return CompletableFuture.completedFuture(new Fate.Refused(e.getMessage()));
            }
        }
    }

    int port() {
        return intake.addresses().get(0).getPort();
    }

    /** Sends it as an ordinary client does. */
    void send(byte[] mail, String... recipients) throws MessagingException {
        send(new Properties(), mail, recipients);
    }

    void send(Properties settings, byte[] mail, String... recipients) throws MessagingException {
        var user = settings.getProperty("user");
        var session = Session.getInstance(settings);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", port(), user, settings.getProperty("password"));
            var message = new MimeMessage(session, new ByteArrayInputStream(mail));
            var to = new InternetAddress[recipients.length];
            for (int i = 0; i < to.length; i++) {
                to[i] = new InternetAddress(recipients[i]);
            }
            transport.sendMessage(message, to);
        }
    }

    SmtpTalk talk() throws IOException {
        return new SmtpTalk(port());
    }

    void hears(int voicemails) {
        await().untilAsserted(() -> assertThat(heard).hasSize(voicemails));
    }

    /** The files of mails that wait or are in the hospital. */
    List<Path> kept() throws IOException {
        try (var all = Files.list(folder.resolve(Intake.FOLDER))) {
            return all.toList();
        }
    }

    void keepsNothing() {
        await().untilAsserted(() -> assertThat(kept()).isEmpty());
    }

    @Override
    public void close() {
        intake.stop();
        tls.close();
        loops.close();
        timers.close();
        files.shutdown();
    }
}
