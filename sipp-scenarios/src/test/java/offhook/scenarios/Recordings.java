package offhook.scenarios;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The recordings of a product, as they lie in its data folder. */
record Recordings(Path folder) {

    static Recordings of(Product product) {
        return new Recordings(product.data().resolve("voicemail"));
    }

    /** The one that a call leaves. */
    Path leftBy(Runnable call) {
        var before = complete();
        call.run();
        await().until(() -> complete().size() > before.size());
        var after = complete();
        after.removeAll(before);
        return after.iterator().next();
    }

    /** Whether one is being made that has more than so many bytes. */
    boolean isGrowing(long bytes) {
        return files(".part").stream().anyMatch(file -> file.toFile().length() > bytes);
    }

    private Set<Path> complete() {
        return new TreeSet<>(files(".wav"));
    }

    private List<Path> files(String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
