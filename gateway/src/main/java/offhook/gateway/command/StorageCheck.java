package offhook.gateway.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.StorageConfig;
import offhook.runtime.storage.StorageFailure;

/**
 * Whether the database can be opened. Makes no file: one that the wrong user made would keep the server from starting.
 *
 * @param running whether a server uses it now
 */
record StorageCheck(StorageConfig config, Path data, boolean running) {

    Stream<Finding> findings() {
        if (running) {
            return Stream.of(Finding.ok("a server runs with this file: what it uses is not tried"));
        }
        return config.url().isEmpty() ? folder() : server();
    }

    private Stream<Finding> folder() {
        var nearest = data.toAbsolutePath();
        while (!Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        if (!Files.isDirectory(nearest) || !Files.isWritable(nearest)) {
            return Stream.of(Finding.wrong(
                    "data: the user " + System.getProperty("user.name") + " may not write to " + nearest));
        }
        return Stream.of(Finding.ok("data: " + data + (Files.exists(data) ? " can be written" : " can be made")));
    }

    private Stream<Finding> server() {
        try {
            Database.open(config, data, Runnable::run).close();
            return Stream.of(Finding.ok("[storage] url: the database answers"));
        } catch (StorageFailure e) {
            return Stream.of(Finding.wrong("[storage] url: " + e.getMessage()));
        }
    }
}
