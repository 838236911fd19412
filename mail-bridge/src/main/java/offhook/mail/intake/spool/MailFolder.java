package offhook.mail.intake.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The files of mails, which are there whole or not at all; nothing that a client says is part of a path. All of it blocks.
 * Safe to share.
 */
final class MailFolder {

    private static final String WHOLE = ".eml";
    private static final String PART = ".part";

    private final Path folder;

    MailFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder, and deletes what nobody was told that we have. */
    void open(Set<String> kept) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (var files = Files.newDirectoryStream(folder, "*{" + WHOLE + ',' + PART + '}')) {
            for (var file : files) {
                var name = file.getFileName().toString();
                if (!name.endsWith(WHOLE) || !kept.contains(name.substring(0, name.length() - WHOLE.length()))) {
                    Files.delete(file);
                }
            }
        }
    }

    Path whole(String id) {
        return folder.resolve(id + WHOLE);
    }

    FileChannel begin(String id) throws IOException {
        return FileChannel.open(
                part(id),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    static void write(FileChannel file, byte[] octets) throws IOException {
        var buffer = ByteBuffer.wrap(octets);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    /** It is complete: when this returns, it is there after a power cut too. */
    void keep(String id, FileChannel file) throws IOException {
        file.force(true);
        file.close();
        Files.move(part(id), whole(id), StandardCopyOption.ATOMIC_MOVE);
        try (var open = FileChannel.open(folder, StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    void discard(String id) throws IOException {
        Files.deleteIfExists(part(id));
        Files.deleteIfExists(whole(id));
    }

    private Path part(String id) {
        return folder.resolve(id + PART);
    }
}
