package offhook.gateway.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offhook.gateway.ops.OpsConfig;
import offhook.runtime.config.Listen;
import offhook.runtime.trace.Direction;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control API and its client, over a real socket and a real database. */
@Timeout(60)
class ControlApiTest {

    @TempDir
    Path folder;

    private ControlWorld world;
    private ControlClient client;

    @BeforeEach
    void start() throws Exception {
        world = new ControlWorld(folder.resolve("data"));
        client = world.client;
    }

    @AfterEach
    void stop() throws Exception {
        world.close();
    }

    private static void assertRefused(ThrowingCallable call, int status, String line) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(Refused.class))
                .satisfies(refused -> {
                    assertThat(refused.status()).isEqualTo(status);
                    assertThat(refused).hasMessageContaining(line);
                });
    }

    @Test
    void nothingGoesWithoutTheToken() throws Exception {
        var calls = List.of(
                "GET /users",
                "POST /users",
                "POST /users/import",
                "PUT /users/juliet/password",
                "DELETE /users/juliet",
                "GET /who",
                "GET /calls/x",
                "GET /hospital",
                "POST /hospital/x/retry",
                "DELETE /hospital/x",
                "GET /pin/juliet",
                "PUT /pin/juliet",
                "GET /trace/juliet",
                "POST /test/missed/juliet");
        var http = HttpClient.newHttpClient();
        for (var call : calls) {
            for (var authorization : new String[] {"", "Bearer", "Bearer wrong", "Basic YTpi"}) {
                var request = HttpRequest.newBuilder(
                                URI.create("http://" + world.ops().http() + "/api" + call.split(" ")[1]))
                        .method(call.split(" ")[0], HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", authorization)
                        .build();
                assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                        .as(call)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void peopleComeChangeAndGo() {
        world.add("juliet", "201");
        assertThat(client.get("/users", Person[].class))
                .containsExactly(new Person(
                        "juliet", "juliet", List.of("201"), List.of(), null, List.of("Verona"), null, true, null));
        var before = world.book.credentials(world.book.users().iterator().next().id());
        client.put("/users/juliet/password", new NewPassword("another", false), Person.class);
        assertThat(world.book.credentials(world.book.users().iterator().next().id()))
                .isNotEqualTo(before);
        client.put("/users/juliet/password", new NewPassword("phone only", true), Person.class);
        client.delete("/users/juliet");
        assertThat(client.get("/users", Person[].class)).isEmpty();
        assertRefused(() -> client.delete("/users/juliet"), 404, "there is no juliet");
        assertRefused(() -> client.delete("/users/%20"), 404, "there is no user of that name");
    }

    @Test
    void whatIsWrongIsSaidInOneLineWithoutThePassword() {
        world.add("juliet", "201");
        assertRefused(() -> world.add("juliet", "202"), 409, "juliet is there already");
        assertRefused(() -> world.add("romeo", "201"), 409, "201");
        assertRefused(() -> world.add("ro meo", "202"), 400, "");
        assertRefused(() -> world.add("romeo", "twelve"), 400, "is no extension");
        assertRefused(
                () -> client.post(
                        "/users", new NewPerson("romeo", null, null, null, null, null, null, null), Person.class),
                400,
                "a password was expected");
        assertRefused(
                () -> client.put("/users/juliet/password", List.of("hidden"), Person.class),
                400,
                "expected a NewPassword in JSON");
        assertThat(new NewPerson("romeo", null, null, null, null, null, "hidden", "hidden").toString())
                .doesNotContain("hidden");
    }

    @Test
    void aListIsTakenRowByRow() {
        world.add("nurse", "203");
        var csv = "user,password,extension\njuliet,secret1,201\nromeo,,202\nnurse,,204\nbad one,x,1\n";
        var report = client.upload("/users/import", csv.getBytes(UTF_8), Imported.class);
        assertThat(report.applied()).isTrue();
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.errors()).hasSize(2).allMatch(line -> line.startsWith("line "));
        assertThat(client.upload("/users/import", new byte[0], Imported.class).applied())
                .isFalse();
    }

    @Test
    void whoIsAsTheServerSeesIt() {
        var line = new Who.Line(
                "juliet", "Juliet", List.of("201"), "on the phone", List.of("sip:a@b"), List.of("balcony (dnd)"));
        world.who.add(line);
        assertThat(client.get("/who", Who.Line[].class)).containsExactly(line);
    }

    @Test
    void aTestAlertIsACallThatCanBeExplained() {
        world.add("juliet", "201");
        for (var name : List.of("juliet", "201", "juliet%40capulet.example")) {
            var sent = client.post("/test/missed/" + name, List.of(), TestPart.Sent.class);
            assertThat(sent.user()).isEqualTo("juliet");
            var explained = client.get("/calls/" + sent.call(), Explained.class);
            assertThat(explained.calls()).isEmpty();
            assertThat(explained.alerts()).singleElement().satisfies(told -> {
                assertThat(told.user()).isEqualTo("juliet");
                assertThat(told.channel()).isEqualTo("chat");
                assertThat(told.state()).isEqualTo("waiting");
            });
        }
        assertRefused(() -> client.post("/test/missed/9", List.of(), TestPart.Sent.class), 404, "there is no user");
        assertRefused(() -> client.get("/calls/none", Explained.class), 404, "there is no call");
    }

    @Test
    void theHospitalIsListedAndEmptied() {
        assertThat(client.get("/hospital", Patient[].class)).isEmpty();
        world.add("juliet", "201");
        var call = client.post("/test/missed/juliet", List.of(), TestPart.Sent.class)
                .call();
        world.database
                .write(tx -> tx.execute(
                        "UPDATE outbox SET state = 'FAILED', due = NULL, message = 'm-1', cause = 'refused' WHERE event = ?",
                        call))
                .toCompletableFuture()
                .join();
        assertThat(client.get("/hospital", Patient[].class)).singleElement().satisfies(patient -> {
            assertThat(patient.id()).isEqualTo("m-1");
            assertThat(patient.cause()).isEqualTo("refused");
            assertThat(patient.text()).contains("Offhook test");
        });
        assertRefused(() -> client.post("/hospital/m-1/retry", new Retry("no address"), Object.class), 400, "");
        assertRefused(() -> client.post("/hospital/m-2/retry", new Retry(null), Object.class), 404, "no such delivery");
        client.post("/hospital/m-1/retry", new Retry(null), Object.class);
        assertThat(client.get("/hospital", Patient[].class)).isEmpty();
        assertRefused(() -> client.delete("/hospital/m-1"), 404, "no such delivery");
    }

    @Test
    void aTraceShowsWhatWasAndGoesOn() {
        world.add("juliet", "201");
        var wire = world.trace.wire("sip");
        wire.note(Direction.IN, "INVITE sip:juliet@capulet.example SIP/2.0", "juliet", "call-1");
        wire.note(Direction.IN, "not hers", "romeo");
        try (var lines = client.follow("/trace/201", Crossed.class)) {
            var each = lines.iterator();
            var first = each.next();
            assertThat(first.text()).startsWith("INVITE");
            assertThat(first.at()).isEqualTo("2026-11-22T14:05:00Z");
            wire.note(Direction.OUT, "SIP/2.0 180 Ringing", "juliet");
            assertThat(each.next())
                    .isEqualTo(new Crossed("2026-11-22T14:05:00Z", "sip", "out", "SIP/2.0 180 Ringing", 0));
        }
        assertRefused(() -> client.follow("/trace/nobody", Crossed.class), 404, "there is no user");
    }

    @Test
    void aClientWithoutServerOrTokenSaysSo() throws Exception {
        var nowhere = new ControlClient(new OpsConfig(Listen.parse("127.0.0.1:1")), world.data);
        assertThat(nowhere.runs()).isFalse();
        assertThat(client.runs()).isTrue();
        assertThatThrownBy(() -> nowhere.get("/users", Person[].class))
                .isInstanceOf(NotRunning.class)
                .hasMessage("no Offhook runs: nothing answers at 127.0.0.1:1 ([ops] http)");
        var other = Files.createDirectories(folder.resolve("other"));
        assertThatThrownBy(() -> new ControlClient(world.ops(), other).get("/users", Person[].class))
                .isInstanceOf(NotRunning.class);
        Files.writeString(other.resolve("control.token"), "wrong");
        assertRefused(
                () -> new ControlClient(world.ops(), other).get("/users", Person[].class), 401, "another data folder");
    }
}
