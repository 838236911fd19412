package offhook.gateway.notify;

import static offhook.gateway.notify.Calls.call;
import static offhook.gateway.notify.Calls.romeo;
import static offhook.gateway.notify.Calls.tybalt;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.util.Optional;
import offhook.mail.MailBridge;
import offhook.mail.SmtpBridge;
import offhook.mail.SmtpServer;
import offhook.mail.StartTls;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.sip.call.Outcome;

/** A missed call becomes a mail that a real mail server has, on each database. */
class MissedCallToMailTest {

    private static MailBridge smtp(int port) {
        return new SmtpBridge(
                SmtpServer.parse("smtp://127.0.0.1:" + port), StartTls.OFFERED, Optional.empty(), Runnable::run);
    }

    @OnEachDatabase
    void fromTheCallToTheMailbox(Database database) throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            var world = NotifyWorld.on(database);
            world.notifier.stop();
            world.pass(Duration.ZERO);
            world.start(
                    world.time,
                    world.time,
                    world.chat,
                    Optional.of(smtp(server.getSmtp().getPort())));

            world.ends(call("balcony-1", romeo(), world.time.instant(), Outcome.CALLER_HUNG_UP));
            world.ends(call("balcony-2", tybalt(), world.time.instant(), Outcome.BUSY));
            world.pass(Duration.ofMinutes(15));

            assertThat(server.getReceivedMessages()).hasSize(1);
            var mail = server.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("2 missed calls");
            assertThat(mail.getMessageID()).matches("<mc-[0-9a-f]{24}-mail@capulet\\.example>");
            assertThat(mail.getHeader("Auto-Submitted", null)).isEqualTo("auto-generated");
            assertThat(GreenMailUtil.getWholeMessage(mail)).contains("tel:+15550123");
            assertThat(world.chat.waiting(NotifyWorld.JULIET)).isEmpty();
            assertThat(world.notifier.waiting()).isZero();
        } finally {
            server.stop();
        }
    }

    @OnEachDatabase
    void aMailServerThatComesBackGetsWhatWaited(Database database) throws Exception {
        var server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        int port = server.getSmtp().getPort();
        server.stop();

        var world = NotifyWorld.on(database, "notify = \"email\"");
        world.notifier.stop();
        world.pass(Duration.ZERO);
        world.start(world.time, world.time, world.chat, Optional.of(smtp(port)));
        world.ends(call("balcony-1", romeo(), world.time.instant(), Outcome.RANG_OUT));
        world.pass(Duration.ofMinutes(1));
        assertThat(world.notifier.waiting()).isEqualTo(1);

        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            world.pass(Duration.ofMinutes(5));
            assertThat(server.getReceivedMessages()).hasSize(1);
            assertThat(world.notifier.waiting()).isZero();
        } finally {
            server.stop();
        }
    }
}
