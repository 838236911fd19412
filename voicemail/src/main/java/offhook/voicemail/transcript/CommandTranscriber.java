package offhook.voicemail.transcript;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A program of the admin, started for each recording, without a shell and without our environment. Safe to share. */
record CommandTranscriber(List<String> command, Duration timeout) implements Transcriber {

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    @Override
    public String read(Path wav, Locale language) throws IOException, InterruptedException {
        var output = Files.createTempFile("offhook-transcript", ".txt");
        try {
            run(wav, language, output);
            try (InputStream in = Files.newInputStream(output)) {
                return new String(in.readNBytes(SpokenText.MOST_BYTES), StandardCharsets.UTF_8);
            }
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private void run(Path wav, Locale language, Path output) throws IOException, InterruptedException {
        var line = new ArrayList<>(command);
        line.add(wav.toAbsolutePath().toString());
        var process = builder(line, language)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await(process, output);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException("the command ended with " + process.exitValue());
        }
    }

    private static ProcessBuilder builder(List<String> line, Locale language) {
        var builder = new ProcessBuilder(line);
        var path = builder.environment().get("PATH");
        builder.environment().clear(); // what the configuration takes from there is not for others
        if (path != null) {
            builder.environment().put("PATH", path);
        }
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("OFFHOOK_LANGUAGE", language.toLanguageTag());
        return builder;
    }

    /** A program that writes without end is ended before it fills the disk. */
    private void await(Process process, Path output) throws IOException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("the command takes longer than " + timeout.toSeconds() + " s");
            }
            if (Files.size(output) > SpokenText.MOST_BYTES) {
                throw new IOException("the command writes more than " + SpokenText.MOST_BYTES + " bytes");
            }
        }
    }
}
