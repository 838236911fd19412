package offhook.xmpp.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.xmpp.admin.StandingMessages.Kind;
import offhook.xmpp.admin.StandingMessages.Text;
import offhook.xmpp.xep.LastActivity;
import offhook.xmpp.xep.LastActivity.Last;

class AdminTablesTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @OnEachDatabase
    void whenSomebodyWasHereLast(Database database) {
        database.migrate("xmpp-admin");
        var table = new LastActivity.Table(database);
        assertThat(table.find(JULIET)).isEmpty();
        assertThat(done(table.login(JULIET, NOON))).isTrue();
        assertThat(table.find(JULIET)).hasValue(new Last(NOON, Optional.empty(), ""));
        var later = NOON.plus(Duration.ofHours(1));
        done(table.logout(JULIET, later, "Gone <home>"));
        assertThat(table.find(JULIET)).hasValue(new Last(NOON, Optional.of(later), "Gone <home>"));
        var again = later.plus(Duration.ofHours(1));
        assertThat(done(table.login(JULIET, again))).isFalse();
        assertThat(table.find(JULIET)).hasValue(new Last(again, Optional.empty(), "Gone <home>"));
    }

    @OnEachDatabase
    void whatEverybodyIsTold(Database database) {
        database.migrate("xmpp-admin");
        var table = new StandingMessages.Table(database);
        assertThat(table.find(Kind.MOTD)).isEmpty();
        done(table.put(Kind.MOTD, new Text("1", "Masks")));
        done(table.put(Kind.MOTD, new Text("1", "Masks!")));
        assertThat(table.find(Kind.MOTD)).hasValue(new Text("1", "Masks!"));
        assertThat(table.find(Kind.WELCOME)).isEmpty();
        assertThat(done(table.seen(JULIET, "1"))).isTrue();
        assertThat(done(table.seen(JULIET, "1"))).isFalse();
        assertThat(done(table.seen(JULIET, "2"))).isTrue();
        done(table.remove(Kind.MOTD));
        assertThat(table.find(Kind.MOTD)).isEmpty();
    }
}
