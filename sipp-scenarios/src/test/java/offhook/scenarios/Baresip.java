package offhook.scenarios;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A softphone that many people use, without a face: it calls, and speaks a file. */
final class Baresip {

    /** Where Debian keeps them, on all architectures. */
    static final String MODULES = "/usr/lib/baresip/modules";

    private static final int PATIENCE = 30; // seconds
    private static final int LONGEST = 120;

    private final Path folder;
    private final String codec;

    /**
     * @param folder where it keeps its files
     * @param codec as its accounts name it: "PCMA/8000/1", "G722/16000/1", "opus/48000/2"; behind a semicolon what else they
     *     say, such as "mediaenc=srtp-mand"
     */
    Baresip(Path folder, String codec) {
        this.folder = folder;
        this.codec = codec;
    }

    /** The phone of somebody of ours, who dials by hand. It speaks a tone whenever it is in a call. */
    Open of(InetSocketAddress server, String user, String password, String domain) {
        return open(
                "<sip:%s@%s>;auth_pass=%s;outbound=\"sip:127.0.0.1:%d\""
                        .formatted(user, domain, password, server.getPort()),
                new Speech(440, 0, LONGEST));
    }

    /** One that may call anybody. */
    Open stranger(InetSocketAddress server) {
        return stranger(server, new Speech(440, 0, LONGEST));
    }

    /** One that may call anybody: who says nothing in each call for some seconds, then the tone, and then nothing again. */
    Open stranger(InetSocketAddress server, SpokenTone tone, int after) {
        return stranger(
                server,
                new Speech(tone.frequency(), after, after + tone.length().toMillis() / 1000.0));
    }

    private Open stranger(InetSocketAddress server, Speech speech) {
        return open("<sip:15550199@pstn.example>;outbound=\"sip:127.0.0.1:%d\"".formatted(server.getPort()), speech);
    }

    /** A tone from one second to another one. */
    private record Speech(double frequency, double from, double to) {

        short at(double second) {
            return second < from || second >= to
                    ? 0
                    : (short) (SpokenTone.AMPLITUDE * Math.sin(2 * Math.PI * frequency * second));
        }
    }

    private Open open(String account, Speech speech) {
        try {
            Path files = Files.createTempDirectory(folder, "baresip");
            Path sound = files.resolve("sound.wav");
            Files.write(sound, sound(speech));
            Files.writeString(files.resolve("accounts"), account + ";regint=0;audio_codecs=" + codec + "\n");
            int control = Ports.free();
            Files.writeString(files.resolve("config"), configuration(files, sound, control));
            // What it says is wanted at once, not when there is a page of it.
            var process = new ProcessBuilder("stdbuf", "-o0", "baresip", "-f", files.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(files.resolve("output").toFile())
                    .start();
            return new Open(files, process, control);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that runs. */
    static final class Open implements AutoCloseable {

        private final Path files;
        private final Process process;
        private final int control;
        private Socket keys; // null before the first command

        private Open(Path files, Process process, int control) {
            this.files = files;
            this.process = process;
            this.control = control;
        }

        void dials(String uri) {
            asks("dial", uri);
        }

        /** Waits until somebody has answered. */
        void talks() {
            await().until(() -> output().contains("Call established"));
        }

        /** As events of RFC 4733. */
        void presses(String digits) {
            digits.chars().forEach(digit -> {
                asks("sndcode", Character.toString(digit));
                pause(150);
            });
        }

        /** For so many milliseconds. */
        void talksOn(int milliseconds) {
            pause(milliseconds);
        }

        /** By a re-INVITE. */
        void holds() {
            asks("hold", "");
        }

        void takesBack() {
            asks("resume", "");
        }

        void hangsUp() {
            asks("hangup", "");
        }

        /** What it has done until now. */
        String output() {
            try {
                return Files.readString(files.resolve("output"), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** All that it has heard, when it has ended: a WAV file, which its module sndfile has named. */
        Path heard() {
            try (var all = Files.list(files)) {
                return all.filter(file -> file.toString().endsWith("-dec.wav"))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("nothing was heard\n" + output()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Hangs up and ends after so many seconds. */
        void ends(int seconds) {
            try {
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    asks("quit", "");
                }
                if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                    throw new AssertionError("baresip does not end\n" + output());
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        /** A command of its module ctrl_tcp: JSON in a netstring. */
        private void asks(String command, String params) {
            var json = "{\"command\":\"%s\",\"params\":\"%s\"}".formatted(command, params);
            try {
                connect();
                keys.getOutputStream().write((json.length() + ":" + json + ',').getBytes(US_ASCII));
            } catch (IOException e) {
                throw new AssertionError("baresip does not take commands\n" + output(), e);
            }
        }

        private void connect() {
            if (keys == null) {
                await().ignoreExceptions().until(() -> {
                    keys = new Socket(InetAddress.getLoopbackAddress(), control);
                    return true;
                });
            }
        }

        /** As long as people need for a key. */
        private static void pause(int milliseconds) {
            try {
                TimeUnit.MILLISECONDS.sleep(milliseconds);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        private static AssertionError interrupted(InterruptedException e) {
            Thread.currentThread().interrupt();
            return new AssertionError("interrupted", e);
        }

        @Override
        public void close() {
            process.destroyForcibly();
            try {
                if (keys != null) {
                    keys.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String configuration(Path files, Path sound, int control) {
        return """
                sip_listen 127.0.0.1:0
                audio_source aufile,%2$s
                audio_player aubridge,nowhere
                audio_alert aubridge,nowhere
                snd_path %1$s
                module_path %4$s
                module g711.so
                module g722.so
                module opus.so
                module srtp.so
                module aufile.so
                module aubridge.so
                module sndfile.so
                module_tmp account.so
                module_app menu.so
                module_app ctrl_tcp.so
                ctrl_tcp_listen 127.0.0.1:%3$d
                """
                .formatted(files, sound, control, MODULES);
    }

    /** It takes files of the codec's own rate and number of channels only. */
    private byte[] sound(Speech speech) {
        int rate = Integer.parseInt(codec.split("[/;]")[1]);
        int channels = Integer.parseInt(codec.split("[/;]")[2]);
        int bytes = 2 * channels * rate * LONGEST;
        var wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(US_ASCII)).putInt(36 + bytes);
        wav.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) channels).putInt(rate).putInt(2 * channels * rate);
        wav.putShort((short) (2 * channels)).putShort((short) 16);
        wav.put("data".getBytes(US_ASCII)).putInt(bytes);
        for (int i = 0; i < rate * LONGEST; i++) {
            short sample = speech.at((double) i / rate);
            for (int channel = 0; channel < channels; channel++) {
                wav.putShort(sample);
            }
        }
        return wav.array();
    }
}
