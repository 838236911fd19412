package offhook.gateway.command;

import java.util.stream.Stream;
import offhook.mail.MailConfig;
import offhook.mail.Outcome;
import offhook.mail.SmtpBridge;
import offhook.mail.SmtpServer;

/** Whether the mail server is found and lets us in. */
record MailCheck(MailConfig config, HostCheck.Lookup lookup) {

    Stream<Finding> findings() {
        return config.smtp().stream().map(this::finding);
    }

    private Finding finding(SmtpServer server) {
        var found = new HostCheck("[mail] smtp", server.host(), lookup).finding();
        return found.isWrong() ? found : login(server);
    }

    private Finding login(SmtpServer server) {
        try {
            var outcome = new SmtpBridge(server, config.starttls(), config.trust(), Runnable::run).probe();
            if (outcome instanceof Outcome.TryLater later) {
                return Finding.wrong("[mail] smtp: " + later.reason());
            }
            return outcome instanceof Outcome.Refused refused
                    ? Finding.wrong("[mail] smtp: " + refused.reason())
                    : Finding.ok("[mail] smtp: " + server.address() + " lets us in");
        } catch (IllegalArgumentException e) {
            return Finding.wrong("[mail] trust: " + e.getMessage());
        }
    }
}
