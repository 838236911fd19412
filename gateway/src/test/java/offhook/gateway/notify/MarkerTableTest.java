package offhook.gateway.notify;

import static offhook.gateway.notify.Calls.AT;
import static offhook.gateway.notify.Calls.JULIET;
import static offhook.gateway.notify.Calls.romeo;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.sip.call.Outcome;
import org.jdbi.v3.core.Handle;

class MarkerTableTest {

    private Database database;

    private void does(Consumer<Handle> what) {
        database.write(tx -> {
                    what.accept(tx);
                    return null;
                })
                .toCompletableFuture()
                .join();
    }

    /** Told in chat and taken there, with a mail that stands in. */
    private String taken(Notification what, Instant at) {
        does(tx -> {
            var outbox = new OutboxTable(tx);
            outbox.add(what, Channel.CHAT, "r", false, at, at);
            outbox.add(what, Channel.MAIL, "r", true, at, at.plus(Duration.ofMinutes(15)));
            outbox.of(JULIET, Channel.CHAT, List.of(State.WAITING), 10)
                    .forEach(entry -> outbox.carry(entry, what.id(), what.id(), at));
            outbox.stored(what.id());
            outbox.taken(what.id());
        });
        return what.id();
    }

    private String missed(String call, Instant at) {
        return taken(new MissedCall(JULIET, call, "t", romeo(), at, Duration.ZERO, Outcome.RANG_OUT), at);
    }

    private String voicemail(String id, Instant at) {
        return taken(
                new VoicemailLeft(
                        JULIET, "call-" + id, id, romeo(), at, Duration.ofSeconds(5), false, Optional.empty()),
                at);
    }

    private State mail(String id) {
        return database.read(handle -> new OutboxTable(handle)
                .of(JULIET, Channel.MAIL, List.of(State.values()), 100).stream()
                        .filter(entry -> entry.id().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .state());
    }

    private void displayed(String id, Instant now) {
        does(tx -> new MarkerTable(tx).displayed(JULIET, id, now));
    }

    @OnEachDatabase
    void whatIsTakenIsNotYetSeenOnceAClientHasSentAMarker(Database empty) {
        database = empty;
        database.migrate("gateway");
        var first = missed("a", AT);
        assertThat(mail(first)).as("nobody has sent one yet").isEqualTo(State.CANCELLED);
        displayed("unknown", AT);
        assertThat(mail(missed("b", AT.plusSeconds(1))))
                .as("of nothing of ours")
                .isEqualTo(State.CANCELLED);
        displayed(first, AT.plusSeconds(2));

        var second = missed("c", AT.plusSeconds(3));
        var third = missed("d", AT.plusSeconds(4));
        var left = voicemail("7f3c7f3c", AT.plusSeconds(4));
        var fourth = missed("e", AT.plusSeconds(5));
        assertThat(mail(second)).isEqualTo(State.WAITING);
        displayed(third, AT.plusSeconds(6));
        assertThat(mail(second)).as("before it").isEqualTo(State.CANCELLED);
        assertThat(mail(third)).isEqualTo(State.CANCELLED);
        assertThat(mail(fourth)).as("behind it").isEqualTo(State.WAITING);
        assertThat(mail(left)).as("at another address").isEqualTo(State.WAITING);
        displayed(left, AT.plusSeconds(7));
        assertThat(mail(left)).isEqualTo(State.CANCELLED);
        assertThat(mail(fourth)).isEqualTo(State.WAITING);

        var later = AT.plus(Duration.ofDays(31));
        assertThat(mail(missed("f", later))).as("she has other clients now").isEqualTo(State.CANCELLED);
        does(tx -> new OutboxTable(tx).forget(JULIET));
        assertThat(database.<Integer>read(handle -> handle.createQuery("SELECT COUNT(*) FROM outbox_marker")
                        .mapTo(Integer.class)
                        .one()))
                .isZero();
    }
}
