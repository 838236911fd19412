package offhook.voicemail.mp3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import offhook.runtime.work.Overloaded;
import offhook.voicemail.box.BoxFolder;

/**
 * The MP3 files of voicemails: each is made once, when it is asked for first, and kept beside its WAV. Whoever asks while
 * one is made waits for the same. Safe to share.
 */
public final class Mp3Files {

    private static final int MOST_WAITING = 256;

    private final BoxFolder folder;
    private final Executor workers;
    private final Map<String, CompletableFuture<Path>> making = new ConcurrentHashMap<>();

    /** @param workers where files are made, which takes all of a processor: neither a loop nor a path of media; it may refuse */
    public Mp3Files(BoxFolder folder, Executor workers) {
        this.folder = folder;
        this.workers = workers;
    }

    /** One thread, which refuses what would have to wait behind {@value #MOST_WAITING} others. */
    public static ExecutorService workers() {
        return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), task -> {
            var thread = new Thread(task, "mp3");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The file, which may be deleted at any time.
     *
     * @return fails with {@link UncheckedIOException} if the recording cannot be read, and with {@link Overloaded} if too
     *     many wait
     */
    public CompletionStage<Path> of(String id) {
        var wav = folder.wav(id);
        var mp3 = folder.mp3(id);
        var mine = new CompletableFuture<Path>();
        var others = making.putIfAbsent(id, mine);
        if (others != null) {
            return others.copy();
        }
        mine.whenComplete((made, failure) -> making.remove(id, mine));
        try {
            workers.execute(() -> {
                try {
                    make(wav, mp3);
                    mine.complete(mp3);
                } catch (IOException e) {
                    mine.completeExceptionally(new UncheckedIOException(e));
                } catch (RuntimeException e) {
                    mine.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            mine.completeExceptionally(new Overloaded("mp3", MOST_WAITING));
        }
        return mine.copy();
    }

    /** What has its name is complete, also after a power cut. */
    private static void make(Path wav, Path mp3) throws IOException {
        if (Files.exists(mp3)) {
            return;
        }
        var part = mp3.resolveSibling(mp3.getFileName() + ".part");
        try {
            Mp3Encoder.encode(wav, part);
            try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, mp3, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
