package offhook.runtime.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that holds room for the day the disk is full: a full SQLite cannot even delete. */
final class Ballast {

    private static final int BLOCK = 1 << 20;

    private final Path file;
    private final long size;

    Ballast(Path file, long size) {
        this.file = file;
        this.size = size;
    }

    boolean held() {
        try {
            return Files.size(file) == size;
        } catch (IOException e) {
            return false;
        }
    }

    /** Written in full, so that the disk really gives the room; one that does not fit is not left half there. */
    void take() throws IOException {
        try (var channel = Files.newByteChannel(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var block = ByteBuffer.allocate(BLOCK);
            for (var left = size; left > 0; left -= block.position()) {
                block.position(0).limit((int) Math.min(left, BLOCK));
                channel.write(block);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    void release() throws IOException {
        Files.deleteIfExists(file);
    }
}
