package offhook.voicemail.audio;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import javax.sound.sampled.AudioSystem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import offhook.voicemail.testing.Sound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavTest {

    private static byte[] file(int rate, short[] pcm) {
        var bytes = ByteBuffer.allocate(WavHeader.SIZE + 2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(WavHeader.of(rate, pcm.length).encoded());
        WavHeader.put(pcm, pcm.length, bytes);
        return bytes.array();
    }

    private static Clip read(byte[] bytes) throws IOException, UnsuitableAudio {
        return Wav.read(new ByteArrayInputStream(bytes), 60);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        var noise = Sound.noise(1000, 30_000);
        var clip = read(file(16_000, noise));
        assertThat(clip.rate()).isEqualTo(16_000);
        assertThat(clip.samples()).isEqualTo(noise);
    }

    /** By another reader: the one that comes with Java. */
    @Test
    void othersReadIt() throws Exception {
        var noise = Sound.noise(1000, 30_000);
        try (var in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file(8000, noise)))) {
            assertThat(in.getFormat().getSampleRate()).isEqualTo(8000);
            assertThat(in.getFormat().getChannels()).isEqualTo(1);
            assertThat(in.getFormat().getSampleSizeInBits()).isEqualTo(16);
            assertThat(in.getFrameLength()).isEqualTo(1000);
            var first = ByteBuffer.wrap(in.readNBytes(2)).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(first.getShort()).isEqualTo(noise[0]);
        }
    }

    @Test
    void twoChannelsBecomeOneAndUnknownChunksAreSkipped() throws Exception {
        var bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("RIFF".getBytes(US_ASCII)).putInt(90).put("WAVE".getBytes(US_ASCII));
        bytes.put("LIST".getBytes(US_ASCII)).putInt(3).put(new byte[4]);
        bytes.put("fmt ".getBytes(US_ASCII)).putInt(16).putShort((short) 1).putShort((short) 2);
        bytes.putInt(48_000).putInt(192_000).putShort((short) 4).putShort((short) 16);
        bytes.put("data".getBytes(US_ASCII)).putInt(8);
        bytes.putShort((short) 100).putShort((short) 200).putShort((short) -100).putShort((short) -300);
        var clip = read(bytes.array());
        assertThat(clip.rate()).isEqualTo(48_000);
        assertThat(clip.samples()).containsExactly((short) 150, (short) -200);
    }

    @Test
    void aRecordingThatBrokeOffEndsWhereTheFileEnds() throws Exception {
        var bytes = file(8000, Sound.noise(100, 500));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(40, -1);
        assertThat(read(bytes).samples()).hasSize(100);
    }

    @Test
    void whatDoesNotSuitIsRefusedInWords() {
        assertRefused("no WAV", "OggS and so on and on".getBytes(US_ASCII));
        assertRefused("no whole WAV", Arrays.copyOf(file(8000, new short[10]), 30));
        assertRefused("16-bit", changed(34, 8));
        assertRefused("16-bit", changed(20, 7));
        assertRefused("channels", changed(22, 6));
        assertRefused("channels", changed(22, 0));
        assertRefused("rate", changed(24, 4000));
        assertRefused("longer than 60", file(8000, new short[8000 * 61]));
    }

    private static byte[] changed(int at, int number) {
        var bytes = file(8000, new short[10]);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) number);
        return bytes;
    }

    private static void assertRefused(String why, byte[] bytes) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOf(UnsuitableAudio.class)
                .hasMessageContaining(why);
    }

    @Property(tries = 500)
    void anyBytesAreAudioOrNot(@ForAll @Size(max = 200) byte[] bytes) throws IOException {
        var header = file(8000, new short[0]);
        for (int kept : new int[] {0, 12, 20, 36, 44}) {
            var tried = Arrays.copyOf(header, kept + bytes.length);
            System.arraycopy(bytes, 0, tried, kept, bytes.length);
            try {
                assertThat(read(tried).rate()).isBetween(8000, 48_000);
            } catch (UnsuitableAudio refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void theHeaderIsMendedAfterACrash(@TempDir Path folder) throws IOException {
        var path = folder.resolve("cut.wav");
        var pcm = Sound.noise(800, 500);
        var bytes = Arrays.copyOf(file(8000, pcm), 44 + 1601);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 36).putInt(40, 0);
        Files.write(path, bytes);
        try (var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var header = WavHeader.repair(file).orElseThrow();
            assertThat(header.samples()).isEqualTo(800);
            assertThat(header.length()).isEqualTo(Duration.ofMillis(100));
            assertThat(WavHeader.read(file)).contains(header);
        }
        assertThat(Files.readAllBytes(path)).isEqualTo(file(8000, pcm));
    }

    @Test
    void somethingElseIsNotMended(@TempDir Path folder) throws IOException {
        for (var content : new byte[][] {new byte[0], new byte[44], new byte[1000], changed(34, 8)}) {
            var path = Files.write(folder.resolve("other.wav"), content);
            try (var file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                assertThat(WavHeader.repair(file)).isEmpty();
            }
            assertThat(Files.readAllBytes(path)).isEqualTo(content);
        }
    }
}
