package offhook.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import offhook.runtime.share.SharedFileTable;
import offhook.runtime.share.SharedFiles;
import offhook.runtime.storage.Room;
import offhook.runtime.work.Timers;
import offhook.xmpp.web.WebSite;

/** Files behind links, without the web server that clients would fetch them from. */
final class WebInMemory {

    private WebInMemory() {}

    static WebSite site(ProductInMemory.Ground on, Executor pool, Timers timers) {
        on.database().migrate(SharedFileTable.MODULE);
        var files = new SharedFiles(
                on.data().resolve("files"),
                new SharedFileTable(on.database()),
                pool,
                on.time(),
                new SecureRandom(),
                () -> Room.ENOUGH);
        try {
            files.start(timers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WebSite(files, () -> "https://capulet.example:5443");
    }
}
