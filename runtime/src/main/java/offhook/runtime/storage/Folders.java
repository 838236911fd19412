package offhook.runtime.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders and files that only their owner reads. */
final class Folders {

    private Folders() {}

    /** Makes a folder and those above it; a folder that exists keeps its mode. */
    static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Makes an empty file; one that exists keeps its mode. */
    static void createFile(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            return; // made meanwhile
        }
    }

    /** One line for the admin about a folder that cannot be used. */
    static StorageFailure notWritable(Path folder, IOException cause) {
        var why = cause instanceof AccessDeniedException
                ? "the user " + System.getProperty("user.name") + " may not write there"
                : Engine.line(cause);
        if (why.contains("No space left")) {
            return new StorageFailure(StorageFailure.Kind.DISK_FULL, "The disk of " + folder + " is full", cause);
        }
        return new StorageFailure(
                StorageFailure.Kind.NOT_WRITABLE, "Cannot write to the data folder " + folder + ": " + why, cause);
    }
}
