package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.TestDatabases;
import offhook.runtime.testing.TraceFile.Event;
import offhook.xmpp.testing.CoreWorld;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a login asks of the database: when everybody comes back at once, that is what they wait for. */
class LoginCostTest {

    private final Database database = TestDatabases.sqlite();
    private CoreWorld world;

    @BeforeEach
    void friends() {
        world = new CoreWorld(database, List.of());
        List.of("romeo", "nurse", "tybalt").forEach(friend -> happens("juliet and " + friend + " are friends"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void happens(String event) {
        world.happens(new Event(1, event));
    }

    private long reads(String event) {
        long before = database.reads();
        happens(event);
        return database.reads() - before;
    }

    /** Password, blocked users, kept messages, which picture their presence speaks of: the rest is in memory. */
    @Test
    void aLoginReadsTheRosterAndNothingElse() {
        assertThat(reads("juliet.chat comes online")).isEqualTo(1);
    }

    @Test
    void whoComesBackSoonReadsNothing() {
        happens("juliet.chat comes online");
        happens("juliet.chat disconnects");

        assertThat(reads("juliet.chat comes online")).isZero();
    }

    @Test
    void aSecondClientReadsNothing() {
        happens("juliet.chat comes online");

        assertThat(reads("juliet.balcony.chat comes online")).isZero();
    }

    /** Whom a newcomer sees is asked of nobody's roster but of those who are there, which are in memory. */
    @Test
    void friendsWhoAreThereCostNothing() {
        List.of("romeo", "nurse", "tybalt").forEach(friend -> happens(friend + ".chat comes online"));

        assertThat(reads("juliet.chat comes online")).isEqualTo(1);
    }

    @Test
    void aLoginWritesAtMostOnce() {
        long before = database.writes();
        happens("juliet.chat comes online");

        assertThat(database.writes() - before).isLessThanOrEqualTo(1);
    }
}
