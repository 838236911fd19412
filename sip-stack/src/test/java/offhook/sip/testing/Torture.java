package offhook.sip.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The messages of RFC 4475 and RFC 5118, as bytes, and the tables of what they say should become of them. */
public final class Torture {

    private Torture() {}

    /** The rows of "rfc4475" or "rfc5118", without the names of their columns. */
    public static Stream<String[]> rows(String table) {
        return new String(read(table + ".tsv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.split("\t"));
    }

    /** @param name such as "rfc4475/wsinv" */
    public static byte[] message(String name) {
        return read(name + ".dat");
    }

    /** All of them. */
    public static List<byte[]> messages() throws IOException, URISyntaxException {
        var folder = Path.of(Torture.class.getResource("/torture").toURI());
        try (var files = Files.walk(folder)) {
            return files.map(path -> folder.relativize(path).toString())
                    .filter(name -> name.endsWith(".dat"))
                    .sorted()
                    .map(Torture::read)
                    .toList();
        }
    }

    private static byte[] read(String name) {
        try (var in = Torture.class.getResourceAsStream("/torture/" + name)) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
