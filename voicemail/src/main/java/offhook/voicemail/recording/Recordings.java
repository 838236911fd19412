package offhook.voicemail.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import offhook.directory.UserId;
import offhook.runtime.work.Lane;
import offhook.sip.call.Caller;
import offhook.voicemail.audio.WavHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder of recordings: where new ones are begun, and old ones found that a crash has left there. Safe to share. */
public final class Recordings {

    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    private final Path folder;
    private final Executor files;
    private final Supplier<String> ids;
    private final Duration least;

    /**
     * @param files threads that may block
     * @param ids random names of 8 to 40 letters and digits
     * @param least what is shorter is not worth keeping
     */
    public Recordings(Path folder, Executor files, Supplier<String> ids, Duration least) {
        this.folder = folder;
        this.files = files;
        this.ids = ids;
        this.least = least;
    }

    /** Begins one. Returns at once: should the disk not take it, the recorder says so. */
    public Recorder begin(UserId box, Caller caller, String callId, Instant now, int rate) {
        var label = new Label(ids.get(), box, caller, callId, now, rate);
        return new Recorder(it -> Tape.open(folder, it), label, new Lane(files), least(rate));
    }

    private long least(int rate) {
        return least.toMillis() * rate / 1000;
    }

    /** A voicemail has been made of it: there is no more to be found. Blocks. */
    public void settled(String id) {
        try {
            Files.deleteIfExists(folder.resolve(id + Label.ENDING));
        } catch (IOException e) {
            LOG.warn("The label of recording {} could not be deleted: {}", id, e.toString());
        }
    }

    /**
     * Mends what the last end of the process has left, however it came, and finds those of which nobody has made a voicemail
     * for sure. To be called before the first one begins. Blocks.
     */
    public List<Recording> recover() throws IOException {
        Files.createDirectories(folder);
        var found = new ArrayList<Recording>();
        for (var file : list(Label.ENDING)) {
            var label = Label.read(file);
            if (label.isPresent()) {
                recover(label.get()).ifPresent(found::add);
            } else {
                LOG.warn("{} cannot be read and is deleted", file);
                Files.delete(file);
            }
        }
        for (var part : list(".part")) {
            // Without a label nobody knows whose it is: its call had hardly begun.
            Files.delete(part);
        }
        return found;
    }

    private List<Path> list(String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private Optional<Recording> recover(Label label) throws IOException {
        var part = label.part(folder);
        var wav = label.wav(folder);
        boolean isCut = Files.exists(part);
        var samples = samples(isCut ? part : wav);
        long fewest = isCut ? Math.max(1, least(label.rate())) : 0;
        if (samples.isEmpty() || samples.get() < fewest) {
            Files.deleteIfExists(part);
            Files.deleteIfExists(wav);
            label.delete(folder);
            return Optional.empty();
        }
        if (isCut) {
            LOG.warn("Recording {} for {} was cut by the end of the server and is kept", label.id(), label.box());
            Files.move(part, wav, StandardCopyOption.ATOMIC_MOVE);
            Disk.sync(folder);
        }
        return Optional.of(label.recording(folder, samples.get(), isCut));
    }

    private static Optional<Long> samples(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var open = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var header = WavHeader.repair(open);
            open.force(true);
            return header.map(WavHeader::samples);
        }
    }
}
