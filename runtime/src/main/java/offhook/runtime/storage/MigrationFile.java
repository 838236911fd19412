package offhook.runtime.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A file that changes the tables of a module.
 *
 * @param name {@code V<n>__<feature>.sql}
 * @param checksum of its lines, as Flyway takes it
 */
record MigrationFile(String name, int checksum) {

    static final Comparator<MigrationFile> ORDER =
            Comparator.comparing(MigrationFile::name).thenComparing(MigrationFile::checksum);

    /** Those on the class path, in {@link #ORDER}. */
    static List<MigrationFile> in(ClassLoader classPath, List<String> folders) {
        var found = new ArrayList<MigrationFile>();
        try {
            for (var folder : folders) {
                for (var place : Collections.list(classPath.getResources(folder + "/"))) {
                    for (var name : names(place)) {
                        found.add(new MigrationFile(name, checksum(new URL(place, name))));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        found.sort(ORDER);
        return found;
    }

    private static List<String> names(URL folder) throws IOException {
        if (folder.openConnection() instanceof JarURLConnection inside) {
            inside.setUseCaches(false); // so that the jar is ours to close
            var prefix = inside.getEntryName();
            try (var jar = inside.getJarFile()) {
                return jar.stream()
                        .map(entry -> entry.getName())
                        .filter(name -> name.startsWith(prefix) && name.length() > prefix.length())
                        .map(name -> name.substring(prefix.length()))
                        .toList();
            }
        }
        try (var files = Files.list(Path.of(URI.create(folder.toString())))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static int checksum(URL file) throws IOException {
        var connection = file.openConnection();
        connection.setUseCaches(false);
        try (var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            var checksum = new CRC32();
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                checksum.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return (int) checksum.getValue();
        }
    }
}
