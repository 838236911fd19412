package offhook.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to send a mail by SMTP through javax.mail, on threads of its own. Safe to share. */
public final class SmtpBridge implements MailBridge {

    private static final Logger log = LoggerFactory.getLogger(SmtpBridge.class);

    private static final int THREADS = 4;
    private static final int MOST_WAITING = 256;

    private final SmtpServer server;
    private final Session session;
    private final Executor workers;

    /**
     * @param trust a PEM file of certificates to trust besides the system's
     * @param workers where attempts block; it may refuse
     * @throws IllegalArgumentException if the certificates cannot be read
     */
    public SmtpBridge(SmtpServer server, StartTls startTls, Optional<Path> trust, Executor workers) {
        this(server, startTls, trust, SmtpSession.Timeouts.STANDARD, workers);
    }

    SmtpBridge(
            SmtpServer server,
            StartTls startTls,
            Optional<Path> trust,
            SmtpSession.Timeouts timeouts,
            Executor workers) {
        this.server = server;
        this.session = SmtpSession.of(server, startTls, trust, timeouts);
        this.workers = workers;
    }

    /** Four threads that end when idle, and room for 256 mails; more are refused. */
    public static ExecutorService workers() {
        var count = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                Duration.ofSeconds(30).toSeconds(),
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                task -> new Thread(task, "mail-" + count.incrementAndGet()));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** A mail that finds all threads busy and the queue full is to be tried later. */
    @Override
    public CompletionStage<Outcome> send(Mail mail) {
        try {
            return CompletableFuture.supplyAsync(() -> attempt(mail), workers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(new Outcome.TryLater("too many mails are on their way already"));
        }
    }

    /** Connects and logs in, sends nothing. Blocks. */
    public Outcome probe() {
        try {
            Transport transport = session.getTransport();
            try {
                connect(transport);
            } finally {
                close(transport);
            }
            return new Outcome.Accepted();
        } catch (MessagingException e) {
            return Verdict.on(e, server);
        }
    }

    private Outcome attempt(Mail mail) {
        try {
            Transport transport = session.getTransport();
            try {
                connect(transport);
                var message = MimeTree.of(mail, session);
                transport.sendMessage(message, message.getAllRecipients());
            } finally {
                close(transport);
            }
        } catch (MessagingException e) {
            return Verdict.on(e, server);
        }
        log.info("mail {} to {} accepted by {}", mail.id(), mail.to(), server.address());
        return new Outcome.Accepted();
    }

    /** What the server makes of QUIT changes nothing: the outcome is known. */
    private void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            log.debug("{} did not take a QUIT: {}", server.address(), e.getMessage());
        }
    }

    private void connect(Transport transport) throws MessagingException {
        var login = server.login();
        transport.connect(
                server.host(),
                server.port(),
                login.map(SmtpServer.Login::user).orElse(null),
                login.map(SmtpServer.Login::password).orElse(null));
    }
}
