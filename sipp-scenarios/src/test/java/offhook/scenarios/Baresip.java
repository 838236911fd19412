package offhook.scenarios;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A softphone that many people use, without a face: it calls, and speaks a file. */
final class Baresip {

    /** Where Debian keeps them, on all architectures. */
    static final String MODULES = "/usr/lib/baresip/modules";

    private static final int PATIENCE = 30; // seconds

    private final Path folder;
    private final String codec;

    /**
     * @param folder where it keeps its files
     * @param codec as its accounts name it: "PCMA/8000/1", "G722/16000/1", "opus/48000/2"
     */
    Baresip(Path folder, String codec) {
        this.folder = folder;
        this.codec = codec;
    }

    /** Calls, speaks the tone for as long as the call lasts, and hangs up after so many seconds. */
    void call(InetSocketAddress server, String callee, double frequency, int seconds) {
        try {
            Path files = Files.createTempDirectory(folder, "baresip");
            Path sound = files.resolve("sound.wav");
            Files.write(sound, sound(frequency, seconds));
            Files.writeString(
                    files.resolve("accounts"), "<sip:15550199@pstn.example>;regint=0;audio_codecs=" + codec + "\n");
            Files.writeString(files.resolve("config"), configuration(files, sound));
            var process = new ProcessBuilder(
                            "baresip",
                            "-f",
                            files.toString(),
                            "-e",
                            "d sip:" + callee + "@127.0.0.1:" + server.getPort(),
                            "-t",
                            "" + seconds)
                    .redirectErrorStream(true)
                    .redirectOutput(files.resolve("output").toFile())
                    .start();
            if (!process.waitFor(seconds + PATIENCE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("baresip does not end\n" + Files.readString(files.resolve("output")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static String configuration(Path files, Path sound) {
        return """
                sip_listen 127.0.0.1:0
                audio_source aufile,%2$s
                audio_player aufile,%1$s/heard.wav
                audio_alert aufile,%1$s/alert.wav
                module_path %3$s
                module g711.so
                module g722.so
                module opus.so
                module aufile.so
                module_tmp account.so
                module_app menu.so
                """
                .formatted(files, sound, MODULES);
    }

    /** It takes files of the codec's own rate and number of channels only. */
    private byte[] sound(double frequency, int seconds) {
        int rate = Integer.parseInt(codec.split("/")[1]);
        int channels = Integer.parseInt(codec.split("/")[2]);
        int bytes = 2 * channels * rate * seconds;
        var wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(US_ASCII)).putInt(36 + bytes);
        wav.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) channels).putInt(rate).putInt(2 * channels * rate);
        wav.putShort((short) (2 * channels)).putShort((short) 16);
        wav.put("data".getBytes(US_ASCII)).putInt(bytes);
        for (int i = 0; i < rate * seconds; i++) {
            short sample = (short) (SpokenTone.AMPLITUDE * Math.sin(2 * Math.PI * frequency * i / rate));
            for (int channel = 0; channel < channels; channel++) {
                wav.putShort(sample);
            }
        }
        return wav.array();
    }
}
