package offhook.pbx.mwi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.OnEachDatabase;
import offhook.sip.event.document.MessageSummary.Counts;

class MailboxesTest {

    private static final UserId JULIET = new UserId("juliet");

    private final List<String> told = new ArrayList<>();

    private Mailboxes on(Database database) {
        return new Mailboxes(
                database,
                new ManualTime(),
                (user, mailbox, fresh, number, at, tx) -> told.add(user + " " + mailbox + " " + fresh + " #" + number));
    }

    @OnEachDatabase
    void whatComesIsToldOnce(Database database) {
        var mailboxes = on(database);
        mailboxes.counted(JULIET, "201", 1, 3);
        assertThat(told).as("what was there before is nothing new").isEmpty();
        mailboxes.counted(JULIET, "201", 2, 3);
        mailboxes.counted(JULIET, "201", 2, 3);
        mailboxes.counted(JULIET, "201@default", 2, 3);
        assertThat(told).containsExactly("juliet 201 2 #1");
    }

    @OnEachDatabase
    void whatWasToldIsNotToldAgainAfterARestart(Database database) {
        on(database).counted(JULIET, "201", 0, 0);
        on(database).counted(JULIET, "201", 2, 0);
        on(database).counted(JULIET, "201", 2, 0);
        assertThat(told).containsExactly("juliet 201 2 #1");
        on(database).counted(JULIET, "201", 3, 0);
        assertThat(told).hasSize(2).last().isEqualTo("juliet 201 3 #2");
    }

    @OnEachDatabase
    void whatIsHeardOrDeletedIsNoNews(Database database) {
        var mailboxes = on(database);
        mailboxes.counted(JULIET, "201", 3, 0);
        mailboxes.counted(JULIET, "201", 2, 1);
        mailboxes.counted(JULIET, "201", 2, 0);
        mailboxes.counted(JULIET, "201", 0, 0);
        assertThat(told).isEmpty();
        mailboxes.counted(JULIET, "201", 1, 0);
        assertThat(told).containsExactly("juliet 201 1 #1");
    }

    @OnEachDatabase
    void oneHeardWhileAnotherCame(Database database) {
        var mailboxes = on(database);
        mailboxes.counted(JULIET, "201", 2, 0);
        mailboxes.counted(JULIET, "201", 2, 1);
        assertThat(told).containsExactly("juliet 201 2 #1");
    }

    @OnEachDatabase
    void eachMailboxCountsForItself(Database database) {
        var mailboxes = on(database);
        mailboxes.counted(JULIET, "201", 2, 0);
        mailboxes.counted(JULIET, "301", 5, 0);
        mailboxes.counted(new UserId("romeo"), "202", 1, 0);
        assertThat(told).isEmpty();
    }

    @OnEachDatabase
    void nothingIsLeftOfSomebodyWhoIsRemoved(Database database) {
        var mailboxes = on(database);
        mailboxes.counted(JULIET, "201", 0, 0);
        database.write(tx -> {
                    mailboxes.forget(JULIET, tx);
                    return tx.createQuery("SELECT * FROM mailbox").mapToMap().list();
                })
                .thenAccept(left -> assertThat(left).isEqualTo(List.<Map<String, Object>>of()));
        assertThat(mailboxes.of(JULIET)).isEmpty();
        mailboxes.counted(JULIET, "201", 2, 0);
        assertThat(told).isEmpty();
    }

    @OnEachDatabase
    void lampsAreLitByAllMailboxesTogether(Database database) {
        var mailboxes = on(database);
        var lamps = new ArrayList<UserId>();
        mailboxes.listen(lamps::add);
        assertThat(mailboxes.of(JULIET)).isEmpty();
        mailboxes.counted(JULIET, "201", 2, 1);
        mailboxes.counted(JULIET, "201", 2, 1);
        mailboxes.counted(JULIET, "301", 0, 4);
        assertThat(mailboxes.of(JULIET)).contains(new Counts(2, 5));
        assertThat(lamps).containsExactly(JULIET, JULIET);
        assertThat(on(database).of(JULIET)).as("after a restart").contains(new Counts(2, 5));
    }

    /** What could not be written is counted when it is told again. */
    @OnEachDatabase
    void aWriteThatFails(Database database) {
        var mailboxes = on(database);
        mailboxes.counted(JULIET, "201", 0, 0);
        var refusing = new Mailboxes(database, new ManualTime(), (user, mailbox, fresh, number, at, tx) -> {
            throw new IllegalStateException("refused");
        });
        refusing.counted(JULIET, "201", 1, 0);
        assertThat(refusing.of(JULIET)).contains(new Counts(0, 0));
        mailboxes.counted(JULIET, "201", 1, 0);
        assertThat(mailboxes.of(JULIET)).contains(new Counts(1, 0));
    }
}
