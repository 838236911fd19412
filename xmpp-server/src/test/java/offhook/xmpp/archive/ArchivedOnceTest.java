package offhook.xmpp.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.runtime.testing.Blanks;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Said;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.testing.CrashScene;
import offhook.xmpp.testing.ManagedClient;
import org.junit.jupiter.api.Test;

/** XEP-0313 §6.1.1: a message is in an archive once, whatever becomes of it, and before its sender is told that it is safe. */
class ArchivedOnceTest extends CrashScene {

    /** The ids of the messages of somebody's archive. */
    private List<String> archive(String user) {
        var all = new Selection(null, null, null, 0, Long.MAX_VALUE, null, false, 100);
        return new ArchiveTable(database)
                .find(Jid.parse(user + "@capulet.example"), all).rows().stream()
                        .map(row -> row.stanza().replaceAll("(?s).*? id='([^']*)'.*", "$1"))
                        .toList();
    }

    private long waiting() {
        return database.read(handle -> handle.createQuery("SELECT COUNT(*) FROM offline_message")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void throughKillResumptionAndTheOfflineStore() {
        var romeo = client("romeo");
        var juliet = client("juliet").fallsSilent();
        romeo.says(message("juliet", "1"));
        juliet.breaks();
        romeo.says(message("juliet", "2"));
        assertThat(juliet.resumes()).isTrue();
        juliet.breaks();

        crash();

        assertThat(juliet.isConnected()).isFalse();
        var again = new ManagedClient(world, "juliet").fallsSilent().starts();
        assertThat(again.messages()).containsExactly("1", "2");
        again.breaks();
        world.time.pass(Duration.ofMinutes(5)); // nobody resumes it
        assertThat(client("juliet").messages()).containsExactly("1", "2");
        assertThat(archive("juliet")).containsExactly("1", "2");
        assertThat(archive("romeo")).containsExactly("1", "2");
        assertThat(waiting()).isZero();
    }

    /** Its sender asks for nothing, so nothing is in the offline store while she is away for a moment. */
    @Test
    void whenASessionEndsThatWasSentIt() {
        var juliet = client("juliet").fallsSilent();
        world.happens(new Event(1, "romeo.chat comes online"));
        world.actors.says(new Said(1, "romeo.chat", "server", message("juliet", "1")), new Blanks());
        assertThat(juliet.messages()).containsExactly("1");
        assertThat(waiting()).isZero();
        juliet.breaks();
        world.time.pass(Duration.ofMinutes(5));
        assertThat(waiting()).isEqualTo(1);

        assertThat(client("juliet").messages()).containsExactly("1");

        assertThat(archive("juliet")).containsExactly("1");
        assertThat(waiting()).isZero();
    }

    /** It has no body, so nothing but the archives keeps it. */
    @Test
    void whatIsAcknowledgedIsInTheArchives() {
        var romeo = client("romeo");
        client("juliet");
        disk.turns(false);
        romeo.says(
                "<message to='juliet@capulet.example' id='1'><received xmlns='urn:xmpp:receipts' id='0'/></message>");
        assertThat(romeo.isSafe()).isFalse();

        disk.turns(true);

        assertThat(romeo.isSafe()).isTrue();
        assertThat(archive("romeo")).containsExactly("1");
        assertThat(archive("juliet")).containsExactly("1");
    }

    /** What is in the offline store is in the archive: there is no moment between the two. */
    @Test
    void bothStoresAreWrittenTogether() {
        var romeo = client("romeo");
        long before = database.writes();

        romeo.says(message("juliet", "1"));

        assertThat(database.writes() - before)
                .as("Romeo's archive, and Juliet's with her offline store")
                .isEqualTo(2);
        assertThat(archive("juliet")).containsExactly("1");
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void notWhatIsRefused() {
        world = new CoreWorld(database, List.of("xmpp.offline.messages = 1"));
        var romeo = client("romeo");

        romeo.says(message("juliet", "1"));
        romeo.says(message("juliet", "2")); // the store is full
        romeo.says("<message to='juliet@capulet.example/gone' id='3'><body>Hi</body></message>");

        assertThat(romeo.messages()).containsExactly("2", "3");
        assertThat(archive("juliet")).containsExactly("1");
        assertThat(archive("romeo")).containsExactly("1", "2", "3");
    }

    /** Romeo's place is nothing to the store of Juliet, who wants no archive. */
    @Test
    void aPlaceIsThatOfItsAccountAlone() {
        client("juliet")
                .says("<iq type='set' id='p'><prefs xmlns='urn:xmpp:mam:2' default='never'/></iq>")
                .breaks();
        world.time.pass(Duration.ofMinutes(5));

        client("romeo").says(message("juliet", "1"));

        assertThat(archive("romeo")).containsExactly("1");
        assertThat(archive("juliet")).isEmpty();
        long placed = database.read(
                handle -> handle.createQuery("SELECT COUNT(*) FROM offline_message WHERE archived IS NOT NULL")
                        .mapTo(Long.class)
                        .one());
        assertThat(waiting()).isEqualTo(1);
        assertThat(placed).isZero();
    }

    @Test
    void whoIsRemovedLeavesNothing() {
        client("romeo").says(message("juliet", "1"));

        world.happens(new Event(1, "juliet leaves for good"));

        assertThat(archive("juliet")).isEmpty();
        assertThat(archive("romeo")).containsExactly("1");
    }

    @Test
    void nothingWhereNobodyWantsArchives() {
        world = new CoreWorld(database, List.of("archive.enabled = false"));

        client("romeo").says(message("juliet", "1"));

        assertThat(archive("juliet")).isEmpty();
        assertThat(client("juliet").messages()).containsExactly("1");
    }
}
