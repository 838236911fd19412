package offhook.voicemail.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import offhook.directory.User;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.directory.credentials.MasterKey;
import offhook.directory.testing.TestPeople;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TestDatabases;
import offhook.sip.call.Caller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinsTest {

    private static final TestPeople PEOPLE = TestPeople.ofVerona();
    private static final User JULIET = PEOPLE.get("juliet");
    private static final User NURSE = PEOPLE.get("nurse");
    private static final Pin PIN = Pin.chosen("4711", JULIET);
    private static final Caller PHONE = caller("+15550123");

    private final ManualTime time = new ManualTime();
    private final Database database = TestDatabases.sqlite();
    private Pins pins = pins(database, 1);

    private Pins pins(Database on, int key) {
        var secret = new byte[32];
        secret[0] = (byte) key;
        return new Pins(new PinKeys(new MasterKey(secret), new SecureRandom()), on, time, Runnable::run);
    }

    private static Caller caller(String number) {
        return new Caller(
                new DisplayName(""), SipUri.parse("sip:" + number + "@pstn.example"), Optional.empty(), false);
    }

    @AfterEach
    void end() {
        database.close();
    }

    private static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private Verdict pressed(String digits) {
        return pressed(digits, PHONE);
    }

    private Verdict pressed(String digits, Caller caller) {
        return now(pins.check(JULIET.id(), digits, caller, Phone.OTHER));
    }

    private Verdict pressedAtHome(String digits) {
        return now(pins.check(JULIET.id(), digits, caller("juliet"), Phone.OWN));
    }

    /** Wrong ones in a row, each from another number. */
    private void guessed(int times) {
        IntStream.range(0, times).forEach(i -> pressed("0001", caller("+1555020" + i)));
    }

    @OnEachDatabase
    void rightAndWrong(Database on) {
        pins = pins(on, 1);
        assertThat(pressed("4711")).as("where there is none nothing is right").isEqualTo(Verdict.WRONG);
        now(pins.set(JULIET, PIN));
        assertThat(pressed("4711")).isEqualTo(Verdict.RIGHT);
        assertThat(pressed("4712")).isEqualTo(Verdict.WRONG);
        assertThat(pressed("47110")).isEqualTo(Verdict.WRONG);
        assertThat(pressed("")).isEqualTo(Verdict.WRONG);
        assertThat(now(pins.check(NURSE.id(), "4711", caller("+15550124"), Phone.OTHER)))
                .isEqualTo(Verdict.WRONG);
        now(pins.set(JULIET, Pin.chosen("0815", JULIET)));
        assertThat(pressedAtHome("4711")).isEqualTo(Verdict.WRONG);
        assertThat(pressedAtHome("0815")).isEqualTo(Verdict.RIGHT);
        assertThat(now(pins.remove(JULIET.id()))).isTrue();
        assertThat(now(pins.remove(JULIET.id()))).isFalse();
        assertThat(pressedAtHome("0815")).isEqualTo(Verdict.WRONG);
    }

    /** Neither in the database nor made from what is in it alone. */
    @Test
    void thePinIsNotKept() {
        now(pins.set(JULIET, PIN));
        now(pins.set(NURSE, PIN));
        var rows = database.read(handle -> handle.createQuery("SELECT keys FROM voicemail_pin")
                .mapTo(String.class)
                .list());
        assertThat(rows).hasSize(2).doesNotHaveDuplicates().noneMatch(row -> row.contains("4711"));
        assertThat(now(pins(database, 2).check(JULIET.id(), "4711", PHONE, Phone.OTHER)))
                .as("with another key")
                .isEqualTo(Verdict.WRONG);
    }

    @Test
    void rowsCannotBeExchanged() {
        now(pins.set(JULIET, PIN));
        now(pins.set(NURSE, Pin.chosen("0815", NURSE)));
        database.write(tx -> tx.execute("UPDATE voicemail_pin SET keys ="
                + " (SELECT keys FROM voicemail_pin WHERE person = 'nurse') WHERE person = 'juliet'"));
        assertThat(pressed("0815")).isEqualTo(Verdict.WRONG);
    }

    @Test
    void guessingLocks() {
        now(pins.set(JULIET, PIN));
        guessed(Phone.OTHER.most() - 1);
        assertThat(pins.state(JULIET.id())).isEqualTo(Pins.State.SET);
        assertThat(pressed("0005")).isEqualTo(Verdict.LOCKED);
        assertThat(pins.state(JULIET.id())).isEqualTo(Pins.State.LOCKED);
        assertThat(pressed("4711")).as("not even the right one").isEqualTo(Verdict.LOCKED);

        pins = pins(database, 1);
        assertThat(pressed("4711")).as("after a restart").isEqualTo(Verdict.LOCKED);
        time.pass(Duration.ofMinutes(15));
        assertThat(pressed("4711")).isEqualTo(Verdict.RIGHT);
        assertThat(pins.state(JULIET.id())).isEqualTo(Pins.State.SET);
    }

    /** Whoever locks the mailbox from all over the world, and as her number, does not keep her from it at her own phone. */
    @Test
    void theOwnPhoneHasALockOfItsOwn() {
        now(pins.set(JULIET, PIN));
        IntStream.range(0, Guessers.MOST).forEach(i -> pressed("0001", caller("juliet")));
        guessed(Phone.OTHER.most());
        assertThat(pressed("4711")).isEqualTo(Verdict.LOCKED);
        assertThat(pressedAtHome("4711")).isEqualTo(Verdict.RIGHT);
        assertThat(pressed("4711")).as("still").isEqualTo(Verdict.LOCKED);

        time.pass(Duration.ofMinutes(15));
        IntStream.range(1, Phone.OWN.most())
                .forEach(i -> assertThat(pressedAtHome("000" + i)).isEqualTo(Verdict.WRONG));
        assertThat(pressedAtHome("0005")).isEqualTo(Verdict.LOCKED);
        assertThat(pressedAtHome("4711")).isEqualTo(Verdict.LOCKED);
        assertThat(pressed("4711")).as("elsewhere").isEqualTo(Verdict.RIGHT);
    }

    @Test
    void theRightOneForgetsTheWrongOnes() {
        now(pins.set(JULIET, PIN));
        for (int i = 0; i < 2; i++) {
            guessed(Phone.OTHER.most() - 1);
            assertThat(pressed("4711")).isEqualTo(Verdict.RIGHT);
            time.pass(Guessers.FORGOTTEN.plusSeconds(1));
        }
    }

    @Test
    void anAdminUnlocks() {
        assertThat(now(pins.unlock(JULIET.id()))).isFalse();
        now(pins.set(JULIET, PIN));
        guessed(Phone.OTHER.most());
        IntStream.range(0, Phone.OWN.most()).forEach(i -> pressedAtHome("000" + i));
        assertThat(now(pins.unlock(JULIET.id()))).isTrue();
        assertThat(pressed("4711")).isEqualTo(Verdict.RIGHT);
        assertThat(pressedAtHome("4711")).isEqualTo(Verdict.RIGHT);
    }

    /** Who tries one PIN in the mailbox of each is stopped, and others are not. */
    @Test
    void guessingFromOnePhone() {
        now(pins.set(JULIET, PIN));
        for (int i = 1; i < Guessers.MOST; i++) {
            assertThat(now(pins.check(NURSE.id(), "0001", PHONE, Phone.OTHER))).isEqualTo(Verdict.WRONG);
        }
        assertThat(now(pins.check(NURSE.id(), "0001", PHONE, Phone.OTHER))).isEqualTo(Verdict.LOCKED);
        assertThat(pressed("4711")).isEqualTo(Verdict.LOCKED);
        assertThat(pressed("4711", caller("+15550124"))).isEqualTo(Verdict.RIGHT);
        time.pass(Guessers.FORGOTTEN.plusSeconds(1));
        assertThat(pressed("4711")).isEqualTo(Verdict.RIGHT);
    }

    /** One caller alone locks nobody's mailbox at once. */
    @Test
    void oneNumberIsStoppedBeforeTheMailboxIs() {
        now(pins.set(JULIET, PIN));
        IntStream.range(0, 3 * Phone.OTHER.most()).forEach(i -> pressed("000" + i));
        assertThat(pins.state(JULIET.id())).isEqualTo(Pins.State.SET);
        assertThat(pressed("4711", caller("+15550124"))).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void whoIsRemovedLeavesNothing() {
        now(pins.set(JULIET, PIN));
        now(database.write(tx -> {
            Pins.forget(JULIET.id(), tx);
            return null;
        }));
        assertThat(pins.state(JULIET.id())).isEqualTo(Pins.State.NONE);
    }
}
