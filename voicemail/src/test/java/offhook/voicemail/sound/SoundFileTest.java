package offhook.voicemail.sound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.audio.Wav;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.codec.GsmDecoder;
import offhook.voicemail.mp3.Mp3Files;
import offhook.voicemail.testing.Sound;
import offhook.voicemail.testing.SoundFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundFileTest {

    private static final int PITCH = 1000;
    private static final int LENGTH = 1500; // ms

    @TempDir
    Path folder;

    private Clip copied(byte[] file) throws IOException, UnsuitableAudio {
        var to = folder.resolve("copy.wav");
        var sound = SoundFile.open(new ByteArrayInputStream(file));
        long samples = SoundFile.write(sound, to, Duration.ofMinutes(1));
        try (var in = Files.newInputStream(to)) {
            var clip = Wav.read(in, 60);
            assertThat(clip.samples()).hasSize((int) samples);
            return clip;
        }
    }

    private static void whistles(Clip clip, double least) {
        assertThat(clip.length().toMillis()).isCloseTo(LENGTH, within(100L));
        int length = clip.samples().length;
        assertThat(Sound.purity(Sound.part(clip.samples(), length / 4, length * 3 / 4), clip.rate(), PITCH))
                .isGreaterThan(least);
    }

    private static byte[] gsm(String name) throws IOException {
        try (var in = GsmDecoder.class.getResourceAsStream("gsm/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void plainSamplesStayAsTheyAre() throws Exception {
        var clip = copied(SoundFiles.wav(PITCH, LENGTH));
        assertThat(clip.samples()).isEqualTo(Sound.tone(8000, PITCH, LENGTH));
    }

    @Test
    void bothLawsOfG711() throws Exception {
        whistles(copied(SoundFiles.g711(true, PITCH, LENGTH)), 0.99);
        whistles(copied(SoundFiles.g711(false, PITCH, LENGTH)), 0.99);
    }

    @Test
    void eightBits() throws Exception {
        var samples = Sound.tone(8000, PITCH, LENGTH);
        var octets = new byte[samples.length];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) ((samples[i] >> 8) + 128);
        }
        whistles(copied(SoundFiles.riff(1, 8, 1, new byte[0], octets)), 0.99);
    }

    @Test
    void gsmInAWavFileAndByItself() throws Exception {
        var inWav = copied(SoundFiles.wav49(gsm("chirp.wav49")));
        var alone = copied(gsm("chirp.gsm"));
        assertThat(inWav.samples()).hasSize(8000).isEqualTo(alone.samples());
    }

    @Test
    void mp3() throws Exception {
        var mp3 = encoded();
        whistles(copied(mp3), 0.98);
        var tagged = new byte[10 + 200 + mp3.length];
        System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 1, 72}, 0, tagged, 0, 10);
        System.arraycopy(mp3, 0, tagged, 210, mp3.length);
        whistles(copied(tagged), 0.98);
    }

    private byte[] encoded() throws IOException {
        var boxes = new BoxFolder(folder);
        SoundFiles.at(boxes.wav("whistle1"), plain());
        return Files.readAllBytes(new Mp3Files(boxes, Runnable::run)
                .of("whistle1")
                .toCompletableFuture()
                .join());
    }

    /** As we write them, with nothing between. */
    private byte[] plain() throws IOException {
        try {
            var to = folder.resolve("plain.wav");
            SoundFile.write(
                    SoundFile.open(new ByteArrayInputStream(SoundFiles.wav(PITCH, LENGTH))), to, Duration.ofMinutes(1));
            return Files.readAllBytes(to);
        } catch (UnsuitableAudio e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aTagThatPromisesTooMuchCostsNothing() {
        var tag = new byte[] {'I', 'D', '3', 4, 0, 0, 127, 127, 127, 127, 1, 2, 3};
        assertThatThrownBy(() -> copied(tag)).isInstanceOf(UnsuitableAudio.class);
    }

    @Test
    void whatWasCutEndsWhereItEnds() throws Exception {
        var whole = SoundFiles.wav(PITCH, 2 * LENGTH);
        whistles(copied(Arrays.copyOf(whole, whole.length / 2)), 0.99);
    }

    @Test
    void saysWhatIsWrong() {
        refuses("it is no WAV, MP3 or GSM file", "OggS....".getBytes(US_ASCII));
        refuses("it is no WAV, MP3 or GSM file", new byte[0]);
        refuses("there is no sound in it", SoundFiles.wav(PITCH, 0));
        refuses("the format 85 of this WAV file", SoundFiles.riff(85, 16, 2, new byte[0], new byte[100]));
        refuses("no whole WAV file", Arrays.copyOf(SoundFiles.wav(PITCH, 100), 30));
        var twice = Arrays.copyOf(new byte[] {(byte) 0xD0}, 66);
        refuses("it goes on as no GSM file does", twice);
    }

    private void refuses(String why, byte[] file) {
        assertThatThrownBy(() -> copied(file))
                .isInstanceOf(UnsuitableAudio.class)
                .hasMessageContaining(why);
    }

    @Test
    void whatIsTooLongIsNotTaken() {
        var file = SoundFiles.wav(PITCH, 61_000);
        refuses("it is longer than 1 minutes", file);
    }

    @Property(tries = 500)
    void anyOctetsAreSoundOrAreRefused(@ForAll @Size(max = 400) byte[] octets, @ForAll boolean isWav)
            throws IOException {
        var file = octets.clone();
        if (isWav) {
            var valid = SoundFiles.wav(PITCH, 10);
            System.arraycopy(valid, 0, file, 0, Math.min(file.length, 20));
        }
        var into = new short[100];
        try {
            var sound = SoundFile.open(new ByteArrayInputStream(file));
            for (int i = 0; i < 1000 && sound.read(into) > 0; i++) {
                assertThat(sound.rate()).isBetween(8000, 48_000);
            }
        } catch (UnsuitableAudio e) {
            assertThat(e).hasMessageNotContaining("\n");
        }
    }
}
