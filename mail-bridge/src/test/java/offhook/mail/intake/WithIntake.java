package offhook.mail.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Instant;
import offhook.mail.intake.testing.VendorMails;
import offhook.runtime.storage.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder and a database for what is taken in, and mails of an Asterisk. */
abstract class WithIntake {

    static final byte[] SOUND = "RIFF and what follows".getBytes(UTF_8);

    @TempDir
    Path folder;

    final Database database = IntakeWorld.database();

    @AfterEach
    final void close() {
        database.close();
    }

    final IntakeWorld world(String... lines) throws Exception {
        return new IntakeWorld(folder, database, lines).start();
    }

    static byte[] mail(String id) {
        return VendorMails.of("asterisk", SOUND, id, Instant.now());
    }
}
