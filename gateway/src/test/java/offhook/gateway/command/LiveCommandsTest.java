package offhook.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.gateway.control.Reloaded;
import offhook.gateway.control.Who;
import offhook.runtime.trace.Direction;
import offhook.sip.call.CallRecord;
import offhook.sip.call.CallRow;
import offhook.sip.call.CallTable;
import offhook.sip.call.Caller;
import offhook.sip.call.Invites;
import offhook.sip.call.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked of a server that runs. */
@Timeout(60)
class LiveCommandsTest extends OnAServer {

    private static final Instant ARRIVED = Instant.parse("2026-11-22T14:05:00Z");

    @Test
    void withoutAServerEachSaysSo() throws Exception {
        world.write(null);
        for (var args : new String[][] {
            {"who"},
            {"trace", "juliet"},
            {"explain", "call", "x"},
            {"hospital", "list"},
            {"test", "missed", "juliet"},
            {"user", "preferences", "juliet"},
            {"voicemail", "pin", "juliet", "--state"},
            {"reload"}
        }) {
            var said = world.run(args);
            assertThat(said.exitCode()).isEqualTo(1);
            assertThat(said.err())
                    .isEqualToIgnoringNewLines("offhook: no Offhook runs: nothing answers at 127.0.0.1:1 ([ops] http)");
        }
    }

    @Test
    void howSomebodyWantsToBeTold() {
        assertThat(world.run("user", "preferences", "201").out()).containsPattern("channel +as usual");
        var said = world.run("user", "preferences", "juliet", "digest=monday", "quiet_from=22:00", "quiet_to=7:00");
        assertThat(said.err()).isEmpty();
        assertThat(said.out())
                .containsPattern("digest +monday")
                .containsPattern("quiet_from +22:00")
                .containsPattern("quiet_to +07:00");
        assertThat(world.run("user", "preferences", "juliet", "digest=").out())
                .containsPattern("digest +as usual")
                .containsPattern("quiet_from +22:00");
        assertThat(world.run("user", "preferences", "juliet", "channel=pigeon").err())
                .contains("channel: expected one of chat, email");
        assertThat(world.run("user", "preferences", "tybalt").err()).contains("there is no user");
    }

    @Test
    void whoIsOnThePhone() {
        server.who.add(new Who.Line(
                "juliet", "Juliet", List.of("201"), "on the phone", List.of("sip:juliet@192.0.2.7"), List.of()));
        server.who.add(new Who.Line("romeo", "Romeo", List.of(), "idle", List.of(), List.of("garden", "crypt (xa)")));
        assertThat(world.run("who").out().lines())
                .containsExactly(
                        "USER    EXTENSION  PHONE         REGISTERED            CHAT",
                        "juliet  201        on the phone  sip:juliet@192.0.2.7",
                        "romeo              idle                                garden, crypt (xa)");
    }

    @Test
    void aReloadSaysWhatHoldsNowAndWhatWouldNeedARestart() {
        server.reloaded = new Reloaded(
                true, List.of("missed_calls.after", "presence.text"), List.of("sip.listen"), "3 people", List.of());
        var said = world.run("reload");
        assertThat(said.out().lines())
                .containsExactly(
                        "taken over:      missed_calls.after, presence.text",
                        "needs a restart: sip.listen",
                        "people:          3 people");
        assertThat(said.exitCode()).isZero();

        server.reloaded = new Reloaded(true, List.of(), List.of(), null, List.of("[tls] no key"));
        said = world.run("reload");
        assertThat(said.err()).isEqualToIgnoringNewLines("[tls] no key");
        assertThat(said.out().lines()).containsExactly("taken over:      nothing", "needs a restart: nothing");
        assertThat(said.exitCode()).isEqualTo(1);

        server.reloaded = Reloaded.mistaken(List.of("offhook.toml:1:1: no", "offhook.toml:2:1: no"));
        said = world.run("reload");
        assertThat(said.err().lines())
                .containsExactly(
                        "offhook.toml:1:1: no",
                        "offhook.toml:2:1: no",
                        "offhook: nothing was taken over, the server goes on as it was");
        assertThat(said.exitCode()).isEqualTo(2);
    }

    @Test
    void aTraceIsReadable() {
        var wire = server.trace.wire("sip");
        wire.note(Direction.IN, "INVITE sip:juliet@capulet.example SIP/2.0\r\nCall-ID: a\r\n\r\n", "juliet");
        wire.note(Direction.OUT, "SIP/2.0 180 Ringing", "juliet");
        assertThat(world.run("trace", "juliet", "--count", "2").out().lines())
                .containsExactly(
                        "2026-11-22T14:05:00Z sip in",
                        "    INVITE sip:juliet@capulet.example SIP/2.0",
                        "    Call-ID: a",
                        "    ",
                        "2026-11-22T14:05:00Z sip out",
                        "    SIP/2.0 180 Ringing");
    }

    @Test
    void aTestAlertCanBeFollowedToTheHospitalAndBack() {
        var sent = world.run("test", "missed", "201");
        assertThat(sent.out()).startsWith("An alert is on its way to juliet.");
        var id = sent.out().strip().replaceAll("(?s).* ", "");
        assertThat(world.run("explain", "call", id).out()).contains("juliet: alert by chat is waiting");
        server.database
                .write(tx -> tx.execute(
                        "UPDATE outbox SET state = 'FAILED', due = NULL, message = 'm1', cause = 'no', attempts = 9"))
                .toCompletableFuture()
                .join();
        assertThat(world.run("explain", "call", id).out())
                .contains("juliet: alert by chat is failed, 9 attempts failed, last because: no");
        assertThat(world.run("hospital", "list").out())
                .contains("m1  juliet  chat  2026-11-22T14:05:00Z  9      no     Missed call from Offhook test");
        assertThat(world.run("hospital", "retry", "m1").out()).contains("m1 is tried again");
        assertThat(world.run("hospital", "drop", "m1").err())
                .contains("offhook: there is no such delivery in the hospital");
    }

    @Test
    void aCallIsExplained() {
        var caller = new Caller(
                new DisplayName("Romeo"), SipUri.parse("sip:+15550123@pbx.example"), Optional.empty(), false);
        var invite = Invites.group(Invites.invite("balcony-1", "t1", caller, "600", ARRIVED), "600");
        var juliet = new UserId("juliet");
        var row = new CallRow(
                invite,
                "balcony-1",
                "t1",
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new CallRow.LegRow(juliet, Optional.of(Outcome.CALLER_HUNG_UP), Duration.ofMillis(12_300)),
                        new CallRow.LegRow(new UserId("nurse"), Optional.of(Outcome.DECLINED), Duration.ZERO)));
        var calls = new CallTable(server.database);
        calls.save(row).toCompletableFuture().join();
        assertThat(world.run("explain", "call", "balcony-1").out()).doesNotContain("no alert");
        calls.close(
                        new CallRecord(
                                "balcony-1",
                                "t1",
                                caller,
                                "600",
                                ARRIVED,
                                ARRIVED.plusSeconds(14),
                                Optional.empty(),
                                Optional.empty(),
                                List.of()),
                        List.of(row),
                        tx -> {})
                .toCompletableFuture()
                .join();
        server.trace.wire("sip").note(Direction.IN, "INVITE sip:600@capulet.example SIP/2.0\r\n", "balcony-1");
        assertThat(world.run("explain", "call", "balcony-1").out().lines())
                .containsExactly(
                        "2026-11-22 14:05:00.000Z  INVITE balcony-1 from Romeo <sip:+15550123@pbx.example> to 600,"
                                + " ring group 600",
                        "2026-11-22 14:05:00.000Z  sip in: INVITE sip:600@capulet.example SIP/2.0",
                        "2026-11-22 14:05:14.000Z  over and decided",
                        "juliet: caller hung up, rang 12.3 s; missed: the caller hung up before they answered",
                        "nurse: declined; not missed: they declined ([missed_calls] declined = false)",
                        "no alert was written");
        assertThat(world.run("explain", "call", "other").err()).contains("there is no call of that Call-ID");
    }
}
