package offhook.runtime.share;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import offhook.runtime.net.http.Response;

/** A part of a file as a body. Belongs to its connection. */
final class FileSource implements Response.Source {

    private static final int PART = 64 << 10;

    private final FileChannel file;
    private final ByteBuffer buffer;
    private long at;

    FileSource(FileChannel file, ByteRange range) {
        this.file = file;
        this.at = range.first();
        this.buffer = ByteBuffer.allocate((int) Math.min(PART, Math.max(1, range.length())));
    }

    @Override
    public byte[] read() throws IOException {
        buffer.clear();
        int length = file.read(buffer, at);
        if (length < 0) {
            throw new IOException("the file is shorter than it was");
        }
        at += length;
        return Arrays.copyOf(buffer.array(), length);
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // of a file that was only read
        }
    }
}
