package offhook.demo.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import offhook.demo.Conditions;
import offhook.demo.StepFailed;
import org.subethamail.smtp.helper.BasicMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** A real SMTP server that keeps what it is given, in memory. */
public final class MailSink implements AutoCloseable {

    /**
     * An e-mail as it came over the wire.
     *
     * @param data headers and body, undecoded
     */
    public record Received(String from, String to, String data) {

        /** The first header of that name with its folded lines; empty if there is none. */
        public String header(String name) {
            String unfolded = data.replaceAll("\r?\n[ \t]+", " ");
            for (String line : unfolded.split("\r?\n")) {
                if (line.isEmpty()) {
                    break;
                }
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    private final Conditions conditions;
    private final SMTPServer server;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>(100);

    public MailSink(Conditions conditions) {
        this.conditions = conditions;
        BasicMessageListener keep = (context, from, to, data) -> keep(from, to, new String(data, UTF_8));
        server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler(keep)
                .build();
        server.start();
    }

    public int port() {
        return server.getPortAllocated();
    }

    /** Waits for the next mail. */
    public Received next() {
        try {
            Received mail = received.poll(conditions.patience(), TimeUnit.SECONDS);
            if (mail == null) {
                throw new StepFailed("no e-mail within " + conditions.patience() + " s");
            }
            return mail;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailed("interrupted");
        }
    }

    private void keep(String from, String to, String data) {
        if (!conditions.loss().loses("mail", data) && !received.offer(new Received(from, to, data))) {
            received.clear(); // nobody looks; the step that waits will say what it missed
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
