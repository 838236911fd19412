package offhook.mail.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are no mail servers: each costs little, and the PBX beside them is served. */
@Timeout(60)
class HostileClientTest extends WithIntake {

    private static void isServed(IntakeWorld world, String id) throws Exception {
        int before = world.heard.size();
        world.send(mail(id), "juliet@mail.example");
        world.hears(before + 1);
    }

    @Test
    void strangersAreTurnedAway() throws Exception {
        try (var world = world("clients = [\"10.0.0.5\"]");
                var stranger = world.talk()) {
            stranger.hears("554").hearsTheEnd();
            assertThat(world.intake.addresses()).hasSize(1);
        }
    }

    @Test
    void aFloodOfConnectionsFindsTheDoorClosed() throws Exception {
        try (var world = world("connections = 5")) {
            var flood = new ArrayList<SmtpTalk>();
            for (int i = 0; i < 5; i++) {
                flood.add(world.talk().hears("220"));
            }
            for (int i = 0; i < 100; i++) {
                try (var more = world.talk()) {
                    more.hears("421").hearsTheEnd();
                }
            }
            for (var one : flood) {
                one.close();
            }
            await().until(() -> world.metrics.scrape().contains("offhook_intake_connections 0"));
            isServed(world, "1");
        }
    }

    @Test
    void whoSaysNothingIsHungUpOn() throws Exception {
        try (var world = world("quiet = \"1s\"");
                var silent = world.talk();
                var stuck = world.talk()) {
            silent.hears("220").hears("421").hearsTheEnd();
            stuck.hears("220");
            isServed(world, "1");
        }
    }

    @Test
    void whoSaysALetterAtATimeIsHungUpOn() throws Exception {
        try (var world = world("whole = \"2s\"");
                var slow = world.talk()) {
            slow.toData().says("Subject: x\r\n");
            var letters = new Thread(() -> dribble(slow));
            letters.start();
            slow.hears("421");
            letters.join();
            world.keepsNothing();
        }
    }

    @Test
    void whoNeverReadsIsReadNoMore() throws Exception {
        try (var world = world()) {
            var sent = new AtomicLong();
            try (var deaf = world.talk()) {
                deaf.hears("220");
                var writer = new Thread(() -> chatter(deaf, sent));
                writer.start();
                await().during(Duration.ofMillis(500)).until(new Unchanged(sent));
                assertThat(sent.get()).as("what the sockets hold").isLessThan(64 << 20);
            }
            isServed(world, "1");
        }
    }

    /** Says much, and reads nothing of the answers. */
    private static void chatter(SmtpTalk deaf, AtomicLong sent) {
        var noops = "NOOP\r\n".repeat(10_000).getBytes(UTF_8);
        try {
            while (sent.get() < 1L << 32) {
                deaf.says(noops);
                sent.addAndGet(noops.length);
            }
        } catch (IOException e) {
            assertThat(e).as("the test is over").isNotNull();
        }
    }

    /** Whether it is what it was when it was looked at last. */
    private static final class Unchanged implements Callable<Boolean> {

        private final AtomicLong value;
        private long last = -1;

        Unchanged(AtomicLong value) {
            this.value = value;
        }

        @Override
        public Boolean call() {
            long now = value.get();
            boolean isSame = now == last && now > 0;
            last = now;
            return isSame;
        }
    }

    private static void dribble(SmtpTalk slow) {
        try {
            for (int i = 0; i < 100_000; i++) {
                slow.says("x");
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            assertThat(e).as("the server has hung up").isNotNull();
        }
    }

    @Test
    void aMailOfAHundredMegabytesIsReadToItsEndAndRefused() throws Exception {
        try (var world = world("max = \"1MB\"");
                var pbx = world.talk()) {
            pbx.toData();
            var line = ("x".repeat(998) + "\r\n").repeat(1024).getBytes(UTF_8);
            for (int i = 0; i < 100; i++) {
                pbx.says(line);
            }
            pbx.says(".\r\n")
                    .hears("552")
                    .says("MAIL FROM:<a@b> SIZE=2000000\r\n")
                    .hears("552");
            world.keepsNothing();
            isServed(world, "1");
        }
    }

    @Test
    void whatOthersTakeForTheEndOfAMailIsPartOfIt() throws Exception {
        try (var world = world();
                var pbx = world.talk()) {
            var hidden =
                    "\n.\r\nMAIL FROM:<ceo@capulet.example>\r\nRCPT TO:<nurse@mail.example>\r\nDATA\r\nSubject: forged\r\n\r\n";
            var sent = new String(mail("1"), UTF_8).replace("Dear Juliet Capulet:", "Dear" + hidden);
            pbx.toData()
                    .says(sent)
                    .says("\r\n.\r\n")
                    .hears("250")
                    .says("QUIT\r\n")
                    .hears("221")
                    .hearsTheEnd();
            world.hears(1);
            assertThat(world.heard.get(0).owners().recipients()).containsExactly("juliet@mail.example");
            world.keepsNothing();
            assertThat(world.intake.hospital()).isEmpty();
        }
    }

    @Test
    void linesThatEndOtherwiseAndLinesWithoutEnd() throws Exception {
        try (var world = world()) {
            for (var line : new String[] {
                "EHLO pbx\n", "EHLO\rpbx\r\n", "EHLO \0\r\n", "\r\r\n", "EHLO \u00ff\r\n", "x".repeat(10_000)
            }) {
                try (var pbx = world.talk()) {
                    pbx.hears("220").says(line).hears("500").hearsTheEnd();
                }
            }
            isServed(world, "1");
        }
    }

    @Test
    void commandsAllAtOnceAreAnsweredInOrder() throws Exception {
        try (var world = world();
                var pbx = world.talk()) {
            pbx.says("EHLO pbx\r\nMAIL FROM:<a@b>\r\nRCPT TO:<x@y>\r\nRCPT TO:<juliet@mail.example>\r\nDATA\r\n"
                    + "Subject: x\r\n\r\ny\r\n.\r\nNOOP\r\nMAIL FROM:<a@b>\r\nQUIT\r\n");
            pbx.hears("220")
                    .hears("250")
                    .hears("250")
                    .hears("550")
                    .hears("250")
                    .hears("354")
                    .hears("250 2.0.0 kept");
            pbx.hears("250").hears("250").hears("221").hearsTheEnd();
        }
    }

    @Test
    void garbageIsAnsweredForAWhile() throws Exception {
        try (var world = world();
                var pbx = world.talk()) {
            pbx.hears("220");
            var commands = "garbage\r\n".repeat(50);
            pbx.says(commands);
            for (int i = 0; i < 20; i++) {
                pbx.hears("500");
            }
            pbx.hears("421").hearsTheEnd();
            var random = new Random(7);
            for (int i = 0; i < 50; i++) {
                var octets = new byte[random.nextInt(5000)];
                random.nextBytes(octets);
                try (var other = world.talk()) {
                    other.hears("220").says(octets);
                }
            }
            isServed(world, "1");
        }
    }

    @Test
    void nothingIsTakenForProtectedThatCameBeforeTls() throws Exception {
        try (var world = world();
                var pbx = world.talk()) {
            pbx.hears("220").says("EHLO pbx\r\n").hears("250");
            pbx.says("STARTTLS\r\nMAIL FROM:<a@b>\r\n").hears("500").hearsTheEnd();
        }
    }

    @Test
    void whoLeavesInTheMiddleLeavesNothing() throws Exception {
        try (var world = world()) {
            try (var pbx = world.talk()) {
                pbx.toData().says("x".repeat(200_000));
            }
            world.keepsNothing();
            isServed(world, "1");
        }
    }
}
