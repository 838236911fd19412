package offhook.gateway.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import offhook.directory.NotifyPolicy;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemail.State;

/** A PBX whose voicemail answers a call, counts it on a lamp, and mails it: its owner is told once. */
class OneVoicemailTest {

    private static final String VOICEMAIL = "Voicemail from Romeo Montague (+1 555 0123), 0:23, today 14:05.";

    private static NotifyWorld world(Database database) {
        var world = NotifyWorld.on(database);
        world.mailed = Duration.ofMinutes(1);
        world.restart();
        world.policy(NotifyPolicy.BOTH);
        return world;
    }

    private static void toVoicemail(NotifyWorld world, Caller caller) {
        world.ends(Calls.call("call-" + caller.name().value(), caller, world.time.instant(), Outcome.TO_VOICEMAIL));
        world.pass(Duration.ofSeconds(3));
    }

    private static void mailed(NotifyWorld world) {
        left(world, "mail-m1");
    }

    private static void left(NotifyWorld world, String call) {
        var now = world.time.instant();
        var voicemail = new Voicemail(
                "m1aaaaaa",
                Calls.JULIET,
                Calls.romeo(),
                call,
                now.minusSeconds(100),
                Duration.ofSeconds(23),
                1,
                State.NEW,
                now,
                false,
                Optional.empty());
        world.database
                .write(tx -> {
                    new VoicemailAlerts(() -> world.notifier, Duration.ZERO).left(voicemail, tx);
                    return null;
                })
                .toCompletableFuture()
                .join();
        world.pass(Duration.ofSeconds(3));
    }

    private static void counted(NotifyWorld world) {
        world.database
                .write(tx -> {
                    new NewMessages(world.notifier).messagesCame(Calls.JULIET, "201", 1, 7, world.time.instant(), tx);
                    return null;
                })
                .toCompletableFuture()
                .join();
        world.pass(Duration.ofSeconds(3));
    }

    private static void toldOnce(NotifyWorld world) {
        world.pass(Duration.ofMinutes(30));
        assertThat(world.bodies()).singleElement().asString().startsWith("Voicemail from Romeo Montague");
        assertThat(world.postman.inbox()).singleElement().satisfies(mail -> assertThat(mail.text())
                .startsWith("Voicemail from Romeo Montague"));
    }

    @OnEachDatabase
    void theVoicemailStandsForTheCallThatEndedInIt(Database database) {
        var world = world(database);
        toVoicemail(world, Calls.romeo());
        assertThat(world.bodies()).isEmpty();
        mailed(world);
        toldOnce(world);
        database.close();
    }

    @OnEachDatabase
    void soItDoesIfItsMailIsFaster(Database database) {
        var world = world(database);
        var call = Calls.call("call-1", Calls.romeo(), world.time.instant(), Outcome.TO_VOICEMAIL);
        world.pass(Duration.ofSeconds(30));
        mailed(world);
        world.ends(call);
        counted(world);
        toldOnce(world);
        database.close();
    }

    @OnEachDatabase
    void andForWhatTheLampSays(Database database) {
        var world = world(database);
        counted(world);
        toVoicemail(world, Calls.romeo());
        mailed(world);
        toldOnce(world);
        database.close();
    }

    @OnEachDatabase
    void ifNoMailComesTheCallIsToldAfterAMinute(Database database) {
        var world = world(database);
        toVoicemail(world, Calls.romeo());
        world.pass(Duration.ofSeconds(50));
        assertThat(world.bodies()).isEmpty();
        world.pass(Duration.ofSeconds(10));
        assertThat(world.bodies()).singleElement().asString().contains("went to voicemail");
        mailed(world);
        assertThat(world.bodies())
                .as("what nobody has taken is withdrawn")
                .singleElement()
                .asString()
                .startsWith(VOICEMAIL.substring(0, 30));
        database.close();
    }

    @OnEachDatabase
    void otherCallersAndOtherCallsAreToldAsEver(Database database) {
        var world = world(database);
        world.missed("call-2", Calls.romeo());
        assertThat(world.bodies()).as("nobody has answered").hasSize(1);
        toVoicemail(world, Calls.tybalt());
        mailed(world);
        world.pass(Duration.ofMinutes(2));
        assertThat(String.join("\n", world.bodies()))
                .contains("Voicemail from Romeo", "Romeo Montague (+1 555 0123), today 14:05, rang 0:12", "Tybalt");
        database.close();
    }

    @OnEachDatabase
    void whereNothingIsMailedNobodyWaits(Database database) {
        var world = world(database);
        world.mailed = Duration.ZERO;
        world.restart();
        toVoicemail(world, Calls.romeo());
        assertThat(world.bodies()).hasSize(1);
        database.close();
    }

    @OnEachDatabase
    void ourOwnVoicemailTakesTheAlertOfNoOtherCall(Database database) {
        var world = world(database);
        counted(world);
        left(world, "call-9");
        world.pass(Duration.ofMinutes(2));
        assertThat(String.join("\n", world.bodies())).contains("Voicemail from Romeo", "1 new voicemail");
        database.close();
    }
}
