package offhook.benchmarks.sip;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** SIPp on the second processor. */
final class Load {

    private static final Pattern SUCCESSFUL = Pattern.compile("Successful call\\s*\\|\\s*\\d+\\s*\\|\\s*(\\d+)");
    private static final Pattern REFUSED = Pattern.compile("\\b503 <-+\\s+(?:E-RTD\\d+ )?\\s*(\\d+)");
    private static final Pattern FAILED = Pattern.compile("Failed call\\s*\\|\\s*\\d+\\s*\\|\\s*(\\d+)");

    private final Path folder;

    /** @param folder gets the scenario files, and what SIPp prints */
    Load(Path folder) {
        this.folder = folder;
    }

    /**
     * What SIPp counted.
     *
     * @param done to the end
     * @param refused with 503
     */
    record Count(long done, long refused, long failed) {

        /** @param screen all that SIPp printed */
        static Count of(String screen) {
            long refused = last(REFUSED, screen);
            return new Count(last(SUCCESSFUL, screen) - refused, refused, last(FAILED, screen));
        }

        boolean isWhole() {
            return failed + refused == 0;
        }

        private static long last(Pattern pattern, String text) {
            return pattern.matcher(text)
                    .results()
                    .map(found -> Long.parseLong(found.group(1)))
                    .reduce(0L, (before, after) -> after);
        }
    }

    /** @param rate of calls begun in a second */
    Count run(String scenario, int localPort, int rate, int calls, int users) throws IOException, InterruptedException {
        var process =
                sipp(scenario, localPort, users, List.of("-r", Integer.toString(rate), "-m", Integer.toString(calls)));
        process.waitFor();
        return Count.of(Files.readString(log(scenario), StandardCharsets.ISO_8859_1));
    }

    /** The phones of all users: one socket that answers every call. */
    Process phones(int localPort) throws IOException {
        return sipp("uas", localPort, 1, List.of());
    }

    private Process sipp(String scenario, int localPort, int users, List<String> more) throws IOException {
        var file = folder.resolve(scenario + ".xml");
        try (var resource = Load.class.getResourceAsStream(scenario + ".xml")) {
            Files.write(file, resource.readAllBytes());
        }
        var names = new ArrayList<>(List.of("SEQUENTIAL"));
        for (int user = 0; user < users; user++) {
            names.add("u%1$d;[authentication username=u%1$d password=secret]".formatted(user));
        }
        var list = Files.write(folder.resolve(scenario + ".csv"), names);
        var command = new ArrayList<>(List.of("taskset", "-c", "1", "sipp", "-sf", file.toString(), "-inf"));
        command.addAll(List.of(list.toString(), "127.0.0.1:" + SipServers.PORT, "-i", "127.0.0.1"));
        command.addAll(List.of("-p", Integer.toString(localPort), "-nostdin", "-l", "20000", "-timeout", "300"));
        command.addAll(List.of("-buff_size", "4194304"));
        command.addAll(more);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(scenario).toFile())
                .start();
    }

    private Path log(String scenario) {
        return folder.resolve(scenario + ".log");
    }
}
