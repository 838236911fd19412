package offhook.xmpp.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.xmpp.roster.RosterStore.Changed;
import offhook.xmpp.roster.RosterStore.Row;
import offhook.xmpp.roster.RosterStore.Stored;
import offhook.xmpp.roster.Subscription.Half;

class RosterTableTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@capulet.example");
    private static final Jid NURSE = Jid.parse("nurse@capulet.example");

    private static RosterTable table(Database database) {
        database.migrate("xmpp-server");
        return new RosterTable(database);
    }

    @OnEachDatabase
    void nobodyHasKeptAnythingYet(Database database) {
        assertThat(table(database).load(JULIET)).isEqualTo(new Stored(0, 0, List.of()));
    }

    @OnEachDatabase
    void anItemComesBackWithAllItsParts(Database database) {
        var table = table(database);
        for (var to : Half.values()) {
            for (var from : Half.values()) {
                var item = new RosterItem(
                        ROMEO,
                        true,
                        "Rømeo's 'handle'",
                        List.of("Friends & foes", "Verona"),
                        new Subscription(to, from),
                        true,
                        "<presence type='subscribe'/>");
                table.save(JULIET, new Changed(7, 2, List.of(new Row(item, 5)), List.of()));
                assertThat(table.load(JULIET)).isEqualTo(new Stored(7, 2, List.of(new Row(item, 5))));
            }
        }
        assertThat(table.load(ROMEO).rows()).isEmpty();
    }

    @OnEachDatabase
    void whatIsForgottenGoesWithWhatIsSaved(Database database) {
        var table = table(database);
        var romeo = RosterItem.unknown(ROMEO).listed("", List.of());
        var nurse = RosterItem.unknown(NURSE).listed("", List.of());
        table.save(JULIET, new Changed(1, 0, List.of(new Row(romeo, 1)), List.of()));
        table.save(NURSE, new Changed(1, 0, List.of(new Row(romeo, 1)), List.of()));
        table.save(JULIET, new Changed(2, 1, List.of(new Row(nurse, 2)), List.of(ROMEO)));
        assertThat(table.load(JULIET)).isEqualTo(new Stored(2, 1, List.of(new Row(nurse, 2))));
        assertThat(table.load(NURSE).rows()).hasSize(1);
    }

    @OnEachDatabase
    void nothingBindsAnybodyToAContactWhoIsGone(Database database) {
        var table = table(database);
        var friend = new RosterItem(ROMEO, true, "Romeo", List.of("Verona"), Subscription.BOTH, false, "");
        var approved = new RosterItem(ROMEO, true, "", List.of(), Subscription.NONE, true, "");
        var asked = new RosterItem(ROMEO, false, "", List.of(), new Subscription(Half.NO, Half.ASKED), false, "<a/>");
        var other = RosterItem.unknown(NURSE).listed("", List.of());
        var tybalt = Jid.parse("tybalt@capulet.example");
        table.save(JULIET, new Changed(4, 1, List.of(new Row(friend, 4), new Row(other, 2)), List.of()));
        table.save(NURSE, new Changed(1, 0, List.of(new Row(approved, 1)), List.of()));
        table.save(tybalt, new Changed(0, 0, List.of(new Row(asked, 0)), List.of()));

        for (int twice = 0; twice < 2; twice++) { // the second time changes nothing
            database.write(tx -> {
                RosterTable.forgetContact(tx, ROMEO);
                return null;
            });

            assertThat(table.load(JULIET).version()).isEqualTo(5);
            assertThat(table.load(JULIET).rows())
                    .containsExactlyInAnyOrder(new Row(friend.orphaned(), 5), new Row(other, 2));
            assertThat(friend.orphaned().name()).isEqualTo("Romeo");
            assertThat(table.load(NURSE)).isEqualTo(new Stored(2, 0, List.of(new Row(approved.orphaned(), 2))));
            assertThat(table.load(tybalt).rows()).isEmpty();
        }
    }
}
