package offhook.runtime.share;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A folder of files that are there whole or not at all, each under its token: nothing that a client says is ever part of
 * a path. All of it blocks. Safe to share.
 */
final class Shelf {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{32}");
    private static final String ARRIVING = "arriving";
    private static final String OWNER_ONLY = "rw-------";

    private final Path folder;

    Shelf(Path folder) {
        this.folder = folder;
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** Makes the folder, and throws away what was only half there when the process ended. */
    void open() throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(folder, owner);
        Files.createDirectories(folder.resolve(ARRIVING), owner);
        try (var rest = Files.newDirectoryStream(folder.resolve(ARRIVING))) {
            for (var file : rest) {
                Files.delete(file);
            }
        }
    }

    /** Begins a file. */
    FileChannel begin(String token) throws IOException {
        return FileChannel.open(
                folder.resolve(ARRIVING).resolve(checked(token)),
                java.util.Set.of(
                        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
    }

    /** A file is complete: when this returns, it is there after a power cut too. */
    void keep(String token, FileChannel file) throws IOException {
        file.force(true);
        file.close();
        var place = place(token);
        Files.createDirectories(place.getParent());
        Files.move(folder.resolve(ARRIVING).resolve(token), place, StandardCopyOption.ATOMIC_MOVE);
        sync(place.getParent());
        sync(folder);
    }

    /** A file will never be complete. */
    void discard(String token) throws IOException {
        Files.deleteIfExists(folder.resolve(ARRIVING).resolve(checked(token)));
    }

    FileChannel read(String token) throws IOException {
        return FileChannel.open(place(token), StandardOpenOption.READ);
    }

    void delete(String token) throws IOException {
        Files.deleteIfExists(place(token));
    }

    /** The tokens of all that is complete, a folder after the other. */
    List<List<String>> all() throws IOException {
        var all = new ArrayList<List<String>>();
        try (var folders = Files.newDirectoryStream(folder, "??")) {
            for (var one : folders) {
                var tokens = new ArrayList<String>();
                try (var files = Files.newDirectoryStream(one)) {
                    files.forEach(file -> tokens.add(file.getFileName().toString()));
                }
                tokens.removeIf(name -> !isToken(name));
                all.add(tokens);
            }
        }
        return all;
    }

    /** Two letters of the token are a folder, so that none gets too large. */
    private Path place(String token) {
        return folder.resolve(checked(token).substring(0, 2)).resolve(token);
    }

    private static String checked(String token) {
        if (!isToken(token)) {
            throw new IllegalArgumentException("no token");
        }
        return token;
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void write(FileChannel file, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }
}
