package offhook.voicemail.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;
import offhook.voicemail.audio.Tone;
import offhook.voicemail.audio.WavHeader;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.recording.Recording;

/** Recordings of callers who whistle: one tone each. */
public record Spoken(BoxFolder folder) {

    public static final Caller ROMEO = new Caller(
            new DisplayName("Romeo Montague"), SipUri.parse("sip:+15550123@capulet.example"), Optional.empty(), false);

    /** Of a second, at 440 Hz. */
    public Recording by(Caller caller, String id, UserId box, Instant began) {
        return of(caller, id, box, began, Duration.ofSeconds(1), 8000, 440);
    }

    public Recording of(
            Caller caller, String id, UserId box, Instant began, Duration length, int rate, double frequency) {
        var file = folder.wav(id);
        whistle(file, length, rate, frequency);
        return new Recording(id, box, caller, "call-" + id, began, length, rate, file, false);
    }

    /** A recording of one tone. */
    public static void whistle(Path file, Duration length, int rate, double frequency) {
        var samples = Sound.all(new Tone(rate, frequency, length, -10));
        var bytes = ByteBuffer.allocate(WavHeader.SIZE + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(WavHeader.of(rate, samples.length).encoded());
        WavHeader.put(samples, samples.length, bytes);
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
