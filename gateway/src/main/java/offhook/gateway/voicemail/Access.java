package offhook.gateway.voicemail;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import offhook.directory.UserId;
import offhook.directory.credentials.MasterKey;
import offhook.runtime.storage.Database;
import offhook.voicemail.greeting.Greetings;
import offhook.voicemail.pin.PinKeys;
import offhook.voicemail.pin.Pins;
import org.jdbi.v3.core.Handle;

/** With what people get to their voicemails by phone, and what callers hear there. Safe to share. */
public record Access(Pins pins, Greetings greetings) {

    /** Where admins put greetings, in the folder of voicemails. */
    static final String GREETINGS = "greetings";

    /**
     * Makes their tables. Blocks.
     *
     * @param folder of voicemails
     * @param heavy for work that takes all of a processor
     */
    public static Access of(
            MasterKey key, SecureRandom random, Database database, InstantSource clock, Executor heavy, Path folder) {
        return new Access(
                new Pins(new PinKeys(key, random), database, clock, heavy),
                new Greetings(folder.resolve(GREETINGS), database, clock));
    }

    /** Somebody is removed, in the transaction that does it. */
    public void forget(UserId user, Handle tx) {
        Pins.forget(user, tx);
        Greetings.forget(user, tx);
    }
}
