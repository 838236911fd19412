package offhook.mail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import javax.mail.Session;

/** The settings of javax.mail for one server; its own time-outs would be infinite. */
final class SmtpSession {

    private SmtpSession() {}

    /**
     * How long one attempt waits for the server.
     *
     * @param connect until it takes the connection
     * @param read for each answer
     * @param write until it takes what was written
     */
    record Timeouts(Duration connect, Duration read, Duration write) {

        static final Timeouts STANDARD =
                new Timeouts(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    static Session of(SmtpServer server, StartTls startTls, Optional<Path> trust, Timeouts timeouts) {
        var settings = new Properties();
        settings.put("mail.transport.protocol", protocol(server));
        // Nobody else's settings may change a session, so the strictness of addresses is stated.
        settings.put("mail.mime.address.strict", "true");
        String prefix = "mail." + protocol(server) + '.';
        settings.put(prefix + "host", server.host());
        settings.put(prefix + "port", Integer.toString(server.port()));
        settings.put(
                prefix + "connectiontimeout", Long.toString(timeouts.connect().toMillis()));
        settings.put(prefix + "timeout", Long.toString(timeouts.read().toMillis()));
        settings.put(prefix + "writetimeout", Long.toString(timeouts.write().toMillis()));
        // The mail is the server's once DATA is answered; its answer to QUIT could only spoil that.
        settings.put(prefix + "quitwait", "false");
        settings.put(prefix + "auth", Boolean.toString(server.login().isPresent()));
        tls(settings, prefix, server, startTls, trust);
        return Session.getInstance(settings);
    }

    static String protocol(SmtpServer server) {
        return server.implicitTls() ? "smtps" : "smtp";
    }

    private static void tls(
            Properties settings, String prefix, SmtpServer server, StartTls startTls, Optional<Path> trust) {
        boolean offered = startTls != StartTls.NEVER && !server.implicitTls();
        boolean required =
                offered && (startTls == StartTls.REQUIRED || server.login().isPresent());
        settings.put(prefix + "starttls.enable", Boolean.toString(offered));
        settings.put(prefix + "starttls.required", Boolean.toString(required));
        settings.put(prefix + "ssl.protocols", "TLSv1.3 TLSv1.2");
        if (offered && !required && trust.isEmpty()) {
            settings.put(prefix + "ssl.trust", "*");
            return;
        }
        settings.put(prefix + "ssl.checkserveridentity", "true");
        trust.ifPresent(pem -> settings.put(prefix + "ssl.socketFactory", Trust.systemAnd(pem)));
        // Without this, a failed handshake would be tried again with the factory of the JVM.
        settings.put(prefix + "socketFactory.fallback", "false");
        settings.put(prefix + "ssl.socketFactory.fallback", "false");
    }
}
