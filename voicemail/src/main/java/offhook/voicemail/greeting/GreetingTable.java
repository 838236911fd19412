package offhook.voicemail.greeting;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.WavHeader;
import org.jdbi.v3.core.Handle;

/** The table voicemail_greeting. */
record GreetingTable(Handle tx) implements GreetingStore {

    @Override
    public Optional<Greeting> find(UserId person) {
        return tx.createQuery("SELECT rate, samples, changed FROM voicemail_greeting WHERE person = :person")
                .bind("person", person.value())
                .map((row, context) -> new Greeting(
                        new Clip(row.getInt("rate"), samples(row.getBytes("samples"))),
                        Instant.ofEpochMilli(row.getLong("changed"))))
                .findOne();
    }

    @Override
    public void keep(UserId person, Greeting greeting) {
        tx.execute(
                """
                INSERT INTO voicemail_greeting (person, rate, samples, changed) VALUES (?, ?, ?, ?)
                ON CONFLICT (person) DO UPDATE
                SET rate = excluded.rate, samples = excluded.samples, changed = excluded.changed""",
                person.value(),
                greeting.clip().rate(),
                bytes(greeting.clip().samples()),
                greeting.since().toEpochMilli());
    }

    @Override
    public boolean remove(UserId person) {
        return tx.execute("DELETE FROM voicemail_greeting WHERE person = ?", person.value()) > 0;
    }

    private static byte[] bytes(short[] samples) {
        var bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        WavHeader.put(samples, samples.length, bytes);
        return bytes.array();
    }

    private static short[] samples(byte[] bytes) {
        var samples = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }
}
