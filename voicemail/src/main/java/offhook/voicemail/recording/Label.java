package offhook.voicemail.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;

/**
 * What a recording is, in a small file beside it until a voicemail has been made of it: without one nobody would know whose
 * it is. Lines of a word and a value.
 *
 * @param id also the name of the files: it is ours, and nothing of the network is in it
 * @param rate samples a second
 */
record Label(String id, UserId box, Caller caller, String callId, Instant began, int rate) {

    static final String ENDING = ".call";

    private static final Pattern ID = Pattern.compile("[a-z0-9]{8,40}");
    private static final long LONGEST = 16 << 10;

    Label {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("no id of a recording: " + id);
        }
    }

    Path part(Path folder) {
        return folder.resolve(id + ".part");
    }

    Path wav(Path folder) {
        return folder.resolve(id + ".wav");
    }

    private static Path file(Path folder, String id) {
        return folder.resolve(id + ENDING);
    }

    Recording recording(Path folder, long samples, boolean isCut) {
        var length = Duration.ofNanos(samples * 1_000_000_000L / rate);
        return new Recording(id, box, caller, callId, began, length, rate, wav(folder), isCut);
    }

    /** Syncs. */
    void write(Path folder) throws IOException {
        var text = new StringBuilder();
        line(text, "box", box.value());
        line(text, "name", caller.name().value());
        line(text, "address", caller.address().toString());
        line(text, "user", caller.user().map(UserId::value).orElse(""));
        line(text, "withheld", Boolean.toString(caller.withheld()));
        line(text, "call", callId);
        line(text, "began", began.toString());
        line(text, "rate", Integer.toString(rate));
        try (var file = FileChannel.open(file(folder, id), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Disk.write(file, UTF_8.encode(text.toString()), 0);
            file.force(true);
        }
    }

    private static void line(StringBuilder text, String word, String value) {
        text.append(word).append(' ').append(value.replaceAll("\\R", " ")).append('\n');
    }

    void delete(Path folder) throws IOException {
        Files.deleteIfExists(file(folder, id));
    }

    /** Empty if it cannot be understood: the machine went down while it was written. */
    static Optional<Label> read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            return Optional.empty();
        }
        var name = file.getFileName().toString();
        var values = values(Files.readAllLines(file));
        try {
            return Optional.of(new Label(
                    name.substring(0, name.length() - ENDING.length()),
                    new UserId(values.get("box")),
                    new Caller(
                            new DisplayName(values.get("name")),
                            SipUri.parse(values.get("address")),
                            Optional.of(values.get("user"))
                                    .filter(user -> !user.isEmpty())
                                    .map(UserId::new),
                            Boolean.parseBoolean(values.get("withheld"))),
                    values.get("call"),
                    Instant.parse(values.get("began")),
                    Integer.parseInt(values.get("rate"))));
        } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> values(List<String> lines) {
        var values = new HashMap<String, String>();
        for (var line : lines) {
            int space = line.indexOf(' ');
            if (space > 0) {
                values.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        return values;
    }
}
