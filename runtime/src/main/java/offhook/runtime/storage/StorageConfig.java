package offhook.runtime.storage;

import java.net.URI;
import java.time.Duration;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [storage] */
@Doc("The database. Without this section it is a file in the data folder, which serves most sites best.")
public record StorageConfig(
        @Doc("Empty for the file offhook.db in the data folder, or postgresql://user:password@host:port/database.")
                @Default("")
                String url,
        @Doc("How many can read at the same time.") @Default("4") int readers,
        @Doc("How long a write waits for others to share its commit when there are many; 0s never waits.")
                @Default("20ms")
                Duration gather) {

    public StorageConfig {
        if (!url.isEmpty() && !isPostgresql(url)) {
            throw new IllegalArgumentException(
                    "url: expected nothing, or postgresql://user:password@host:port/database");
        }
        if (readers < 1 || readers > 256) {
            throw new IllegalArgumentException("readers: expected a number from 1 to 256");
        }
        if (gather.isNegative() || gather.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new IllegalArgumentException("gather: expected a time from 0s to 1s");
        }
    }

    private static boolean isPostgresql(String url) {
        try {
            var uri = URI.create(url);
            return "postgresql".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPath() != null
                    && uri.getPath().length() > 1;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Leaves out the url: it may hold a password. */
    @Override
    public String toString() {
        return "StorageConfig[" + (url.isEmpty() ? "sqlite" : "postgresql") + ", readers=" + readers + "]";
    }
}
