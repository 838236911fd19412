package offhook.gateway;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.regex.Pattern;
import offhook.directory.Directory;
import offhook.directory.UserId;
import offhook.runtime.testing.TraceFile.Event;
import offhook.sip.call.Caller;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.box.Voicemails;
import offhook.voicemail.recording.Recording;
import offhook.voicemail.testing.Spoken;

/**
 * Callers of a trace who have just left a voicemail: "+15550123 leaves juliet a voicemail of 23 seconds". The first has the id
 * vm000001, and so on. "vm000001 says But soft" is what somebody has written down of it.
 */
final class CallersWhoSpeak {

    private static final Pattern LEAVES = Pattern.compile("(\\S+) leaves (\\S+) a voicemail of (\\d+) seconds");
    private static final Pattern SAYS = Pattern.compile("(vm\\d{6}) says (.+)");

    private final Directory directory;
    private final BoxFolder folder;
    private final InstantSource clock;
    private int left;

    CallersWhoSpeak(Directory directory, Path data, InstantSource clock) {
        this.directory = directory;
        this.folder = new BoxFolder(data.resolve("voicemail"));
        this.clock = clock;
    }

    boolean happens(Event event, Voicemails boxes) {
        var leaves = LEAVES.matcher(event.text());
        if (leaves.matches()) {
            var seconds = Duration.ofSeconds(Integer.parseInt(leaves.group(3)));
            boxes.add(recording(leaves.group(1), new UserId(leaves.group(2)), seconds));
            return true;
        }
        var says = SAYS.matcher(event.text());
        if (says.matches()) {
            boxes.transcribed(says.group(1), says.group(2));
            return true;
        }
        return false;
    }

    /** It claims to be as long as the trace says, so that the file need not be. */
    private Recording recording(String caller, UserId box, Duration length) {
        var id = "vm%06d".formatted(++left);
        var who = Caller.of(directory, caller, "", "pbx.example");
        var spoken = new Spoken(folder).by(who, id, box, clock.instant().minus(length));
        return new Recording(id, box, who, spoken.callId(), spoken.began(), length, spoken.rate(), spoken.wav(), false);
    }
}
