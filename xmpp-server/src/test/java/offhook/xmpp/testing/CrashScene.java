package offhook.xmpp.testing;

import java.util.List;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.SlowDisk;
import offhook.runtime.testing.TestDatabases;
import org.junit.jupiter.api.AfterEach;

/** A server whose disk turns when it is told to, and which may die. */
public abstract class CrashScene {

    protected final SlowDisk disk = new SlowDisk();
    protected final Database database = TestDatabases.sqlite(disk);
    protected CoreWorld world = new CoreWorld(database, List.of());

    @AfterEach
    void close() {
        database.close();
    }

    protected static String message(String to, String id) {
        return "<message to='" + to + "@capulet.example' type='chat' id='" + id + "'><body>Hi</body></message>";
    }

    protected ManagedClient client(String user) {
        return new ManagedClient(world, user).starts();
    }

    /** The process dies, and another one begins with what is on the disk. */
    protected void crash() {
        world = new CoreWorld(database, List.of());
    }
}
