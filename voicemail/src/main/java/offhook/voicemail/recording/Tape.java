package offhook.voicemail.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import offhook.voicemail.audio.WavHeader;

/** The file of one recording while it is made. All of it blocks; belongs to a lane. */
final class Tape {

    private final Path folder;
    private final Label label;
    private final FileChannel file;
    private long samples;
    private boolean isSynced = true;

    private Tape(Path folder, Label label, FileChannel file) {
        this.folder = folder;
        this.label = label;
        this.file = file;
    }

    /** Makes its files, which survive a power cut from now on. */
    static Tape open(Path folder, Label label) throws IOException {
        label.write(folder);
        var file = FileChannel.open(
                label.part(folder), StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            Disk.write(file, WavHeader.of(label.rate(), 0).encoded(), 0);
            file.force(true);
            Disk.sync(folder);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new Tape(folder, label, file);
    }

    void write(short[] more) throws IOException {
        var bytes = ByteBuffer.allocate(2 * more.length).order(ByteOrder.LITTLE_ENDIAN);
        WavHeader.put(more, more.length, bytes);
        Disk.write(file, bytes.flip(), WavHeader.SIZE + 2 * samples);
        samples += more.length;
        isSynced = false;
    }

    void sync() throws IOException {
        if (!isSynced) {
            file.force(false);
            isSynced = true;
        }
    }

    /**
     * Keeps the beginning, under its final name.
     *
     * @param kept as many samples, or what there is
     * @param least fewer are not worth keeping: then the files are deleted
     */
    Optional<Recording> finish(long kept, long least, boolean isCut) throws IOException {
        long length = Math.min(kept, samples);
        if (length < least) {
            discard();
            return Optional.empty();
        }
        try (file) {
            file.truncate(WavHeader.SIZE + 2 * length);
            Disk.write(file, WavHeader.of(label.rate(), length).encoded(), 0);
            file.force(true);
        }
        Files.move(label.part(folder), label.wav(folder), StandardCopyOption.ATOMIC_MOVE);
        Disk.sync(folder);
        return Optional.of(label.recording(folder, length, isCut));
    }

    void discard() throws IOException {
        file.close();
        Files.deleteIfExists(label.part(folder));
        label.delete(folder);
    }

    /** As it is: at the next start it is found. */
    void abandon() throws IOException {
        file.close();
    }
}
