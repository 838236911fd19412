package offhook.xmpp.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.directory.testing.TestPeople;
import offhook.runtime.testing.ManualTime;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.testing.MemoryRosterStore;
import org.junit.jupiter.api.Test;

/** Whose rosters are in memory. */
class RostersTest {

    private static final Jid NURSE = Jid.parse("nurse@capulet.example");

    private final ManualTime time = new ManualTime();
    private final Queue<Runnable> database = new ArrayDeque<>();
    private final MemoryRosterStore kept = new MemoryRosterStore(database::add);
    private final List<String> loads = new ArrayList<>();
    private final Accounts accounts = new Accounts(TestPeople.of("capulet.example"), time.lanes());
    private final Rosters rosters = new Rosters(
            new RosterStore() {
                @Override
                public Stored load(Jid account) {
                    loads.add(account.local());
                    return kept.load(account);
                }

                @Override
                public CompletionStage<Void> save(Jid account, Changed changed) {
                    return kept.save(account, changed);
                }
            },
            new Given(new SharedGroups(TestPeople.of("capulet.example")), List.of()),
            3);

    private Account account(String name) {
        return accounts.known(Jid.of(name, "capulet.example"));
    }

    private void use(String... names) {
        for (var name : names) {
            onLane(name, () -> rosters.use(account(name), roster -> {}));
        }
    }

    private void onLane(String name, Runnable task) {
        account(name).lane().runNow(task);
        time.run();
    }

    private void add(String name, Jid contact) {
        onLane(
                name,
                () -> rosters.use(
                        account(name),
                        roster -> rosters.keep(account(name), roster, roster.wanted(contact, "", List.of()))));
    }

    private void commit() {
        database.forEach(Runnable::run);
        database.clear();
        time.run();
    }

    @Test
    void whoComesBackSoonFindsTheirs() {
        use("juliet", "juliet", "romeo", "juliet");
        assertThat(loads).containsExactly("juliet", "romeo");
    }

    @Test
    void whoHasBeenAwayLongestMakesRoom() {
        use("juliet", "romeo", "tybalt", "paris");
        assertThat(rosters.loaded(account("juliet"))).isEmpty();
        use("juliet", "tybalt", "romeo");
        assertThat(loads).containsExactly("juliet", "romeo", "tybalt", "paris", "juliet", "romeo");
    }

    @Test
    void aLongRosterTakesMoreRoom() {
        add("juliet", NURSE);
        commit();
        use("romeo", "tybalt");
        assertThat(rosters.loaded(account("juliet"))).isEmpty();
        assertThat(rosters.loaded(account("romeo"))).isPresent();
        for (var contact : List.of("a", "b", "c")) {
            add("juliet", Jid.of(contact, "capulet.example"));
        }
        commit();
        assertThat(rosters.loaded(account("juliet"))).isEmpty(); // there is not enough for it alone
        assertThat(kept.load(account("juliet").jid()).rows()).hasSize(4);
    }

    /** Or what is read next would not have it. */
    @Test
    void whatIsBeingSavedStays() {
        add("juliet", NURSE);
        use("romeo", "tybalt", "paris", "nurse");
        assertThat(rosters.loaded(account("juliet"))).isPresent();
        commit();
        use("romeo", "tybalt", "paris");
        assertThat(rosters.loaded(account("juliet"))).isEmpty();
        assertThat(rosters.read(account("juliet")).item(NURSE).listed()).isTrue();
    }

    @Test
    void whatIsPinnedStays() {
        onLane("juliet", () -> rosters.pin(account("juliet"), true));
        use("romeo", "tybalt", "paris", "nurse", "juliet");
        assertThat(loads).containsExactly("juliet", "romeo", "tybalt", "paris", "nurse");
        onLane("juliet", () -> rosters.pin(account("juliet"), false));
        use("romeo", "tybalt", "paris");
        assertThat(rosters.loaded(account("juliet"))).isEmpty();
    }

    @Test
    void whatTheDatabaseSaysAnewIsReadAgain() {
        onLane("juliet", () -> rosters.pin(account("juliet"), true));
        use("romeo");
        for (var name : List.of("juliet", "romeo")) {
            var elsewhere = new RosterItem(NURSE, true, "Nurse", List.of(), Subscription.NONE, false, "");
            kept.save(
                    account(name).jid(),
                    new RosterStore.Changed(1, 0, List.of(new RosterStore.Row(elsewhere, 1)), List.of()));
            commit();
            onLane(name, () -> rosters.reread(account(name)));
            assertThat(rosters.read(account(name)).item(NURSE).name()).isEqualTo("Nurse");
        }
        assertThat(rosters.loaded(account("juliet"))).isPresent();
        onLane("juliet", () -> rosters.forget(account("juliet")));
        assertThat(rosters.loaded(account("juliet"))).isEmpty();
    }
}
