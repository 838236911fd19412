package offhook.runtime.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Says that a data folder is ours: a lock that the system takes back however this process ends. */
final class DataLock implements AutoCloseable {

    private final FileChannel channel;

    private DataLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the folder if need be, readable by its owner only; fails with StorageFailure. */
    static DataLock take(Path data) {
        var file = data.resolve("lock");
        try {
            Folders.create(data);
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StorageFailure(
                        StorageFailure.Kind.IN_USE,
                        "The data folder " + data + " is in use: another Offhook runs with it (process "
                                + Files.readString(file).strip() + ")");
            }
            var process = ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            channel.truncate(0).write(process, 0);
            return new DataLock(channel);
        } catch (IOException e) {
            throw Folders.notWritable(data, e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageFailure(StorageFailure.Kind.FAILED, "The lock of the data folder cannot be released", e);
        }
    }
}
