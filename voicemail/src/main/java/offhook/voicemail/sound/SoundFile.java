package offhook.voicemail.sound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.audio.WavHeader;
import offhook.voicemail.codec.GsmDecoder;

/** Sound files as PBXs attach them: WAV of several kinds, MP3, and GSM by itself. */
public final class SoundFile {

    private static final int PART = 4_096; // samples
    private static final int BEGINNING = 12;

    private SoundFile() {}

    /**
     * Begins to read one; what it is shows in its first octets, whatever its name says.
     *
     * @throws UnsuitableAudio if it is none of these
     */
    public static SoundStream open(InputStream file) throws IOException, UnsuitableAudio {
        var in = new BufferedInputStream(file);
        in.mark(BEGINNING);
        var first = in.readNBytes(BEGINNING);
        in.reset();
        if (starts(first, 'R', 'I', 'F', 'F')) {
            return WavSound.open(in);
        }
        if (starts(first, 'I', 'D', '3')
                || (first.length > 1 && first[0] == (byte) 0xFF && (first[1] & 0xE6) == 0xE2)) {
            return Mp3Sound.open(in);
        }
        if (first.length > 0 && GsmDecoder.isFrame(first, 0)) {
            return GsmSound.ofFrames(in);
        }
        throw new UnsuitableAudio("it is no WAV, MP3 or GSM file");
    }

    private static boolean starts(byte[] octets, char... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= octets.length || octets[i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Writes all of it as a recording of ours, synced.
     *
     * @param most what is longer is not taken
     * @return how many samples
     * @throws UnsuitableAudio if there is nothing in it, or too much
     */
    public static long write(SoundStream sound, Path to, Duration most) throws IOException, UnsuitableAudio {
        try (var file = FileChannel.open(
                to, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            put(WavHeader.of(sound.rate(), 0).encoded(), file, 0);
            long samples = copy(sound, file, most.toSeconds() * sound.rate());
            if (samples == 0) {
                throw new UnsuitableAudio("there is no sound in it");
            }
            put(WavHeader.of(sound.rate(), samples).encoded(), file, 0);
            file.force(true);
            return samples;
        }
    }

    private static long copy(SoundStream sound, FileChannel file, long most) throws IOException, UnsuitableAudio {
        var part = new short[PART];
        var octets = ByteBuffer.allocate(2 * PART).order(ByteOrder.LITTLE_ENDIAN);
        long samples = 0;
        for (int read = sound.read(part); read > 0; read = sound.read(part)) {
            WavHeader.put(part, read, octets.clear());
            put(octets.flip(), file, WavHeader.SIZE + 2 * samples);
            samples += read;
            if (samples > most) {
                throw new UnsuitableAudio("it is longer than " + most / sound.rate() / 60 + " minutes");
            }
        }
        return samples;
    }

    private static void put(ByteBuffer octets, FileChannel file, long at) throws IOException {
        for (long next = at; octets.hasRemaining(); ) {
            next += file.write(octets, next);
        }
    }
}
