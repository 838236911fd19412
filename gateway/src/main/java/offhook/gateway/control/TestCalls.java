package offhook.gateway.control;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import offhook.directory.User;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.runtime.storage.Database;
import offhook.sip.call.CallRecord;
import offhook.sip.call.CallRecord.LegRecord;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;
import org.jdbi.v3.core.Handle;

/**
 * Makes alerts of calls that never were, on the way of the real ones.
 *
 * @param ended what hears of calls that are over: {@code MissedCalls::callEnded}
 */
public record TestCalls(Database database, InstantSource clock, BiConsumer<CallRecord, Handle> ended)
        implements TestAlert {

    private static final Duration RANG = Duration.ofSeconds(12);

    @Override
    public CompletionStage<String> missed(User user) {
        var id = "test-" + UUID.randomUUID();
        var now = clock.instant();
        var dialled = user.extensions().stream().findFirst().orElse(user.id().value());
        var caller = new Caller(
                new DisplayName("Offhook test"),
                SipUri.of("offhook-test", user.jid().domain()),
                Optional.empty(),
                false);
        var call = new CallRecord(
                id,
                "test",
                caller,
                dialled,
                now.minus(RANG),
                now,
                Optional.empty(),
                Optional.empty(),
                List.of(new LegRecord(user.id(), Outcome.CALLER_HUNG_UP, RANG)));
        return database.write(tx -> {
            ended.accept(call, tx);
            return id;
        });
    }
}
