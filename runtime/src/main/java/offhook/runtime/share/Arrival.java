package offhook.runtime.share;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletionStage;

/** A file that is being written. Belongs to whoever began it; all of it blocks. */
public final class Arrival {

    private final SharedFiles files;
    private final SharedFile file;
    private final FileChannel channel;
    private long length;

    Arrival(SharedFiles files, SharedFile file, FileChannel channel) {
        this.files = files;
        this.file = file;
        this.channel = channel;
    }

    /** Whether so many bytes more are still part of it. */
    public boolean hasRoomFor(int bytes) {
        return length + bytes <= file.size();
    }

    public void write(byte[] bytes) throws IOException {
        if (!hasRoomFor(bytes.length)) {
            throw new IOException("more than was announced");
        }
        Shelf.write(channel, bytes);
        length += bytes.length;
    }

    /** Whether it has the size that was announced. */
    public boolean complete() {
        return length == file.size();
    }

    /** It can be fetched when the stage completes with true; with false, the announcement was revoked meanwhile. */
    public CompletionStage<Boolean> keep() throws IOException {
        if (!complete()) {
            throw new IOException("less than was announced");
        }
        return files.keep(file, channel);
    }

    /** It will not be complete; then another one may begin. */
    public void abort() {
        files.abort(file, channel);
    }
}
