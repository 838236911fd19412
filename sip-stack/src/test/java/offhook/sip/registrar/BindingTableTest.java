package offhook.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.sip.message.Uri;
import offhook.sip.transport.Protocol;

class BindingTableTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static Binding binding(String uri, long cseq, String... path) throws UnknownHostException {
        return new Binding(
                new UserId("juliet"),
                "201",
                Uri.parse(uri),
                "<" + uri + ">;+sip.instance=\"<urn:uuid:1>\"",
                0.25,
                NOON.plusSeconds(cseq),
                "call-id",
                cseq,
                List.of(path),
                Protocol.TCP,
                new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 5060),
                Optional.empty(),
                new Device("urn:uuid:1", 0, "a1"),
                NOON);
    }

    @OnEachDatabase
    void bindingsAreReadBackAsTheyWereWritten(Database database) throws UnknownHostException {
        database.migrate("sip");
        var table = new BindingTable(database);
        var first = binding("sip:201@192.0.2.1", 1);
        var newer = binding("sip:201@192.0.2.1", 2, "<sip:a;lr>", "<sip:b;lr>");
        var other = binding("sip:201@192.0.2.2", 3);
        table.change(new BindingChange(List.of(), List.of(first, other)));
        table.change(new BindingChange(List.of(), List.of(newer)));
        assertThat(table.all()).containsExactly(newer, other);
        table.change(new BindingChange(List.of(other), List.of()));
        assertThat(table.all()).containsExactly(newer);
        table.expire(NOON.plusSeconds(2));
        assertThat(table.all()).isEmpty();
    }

    @OnEachDatabase
    void whoIsRemovedLeavesNothing(Database database) throws UnknownHostException {
        database.migrate("sip");
        var table = new BindingTable(database);
        table.change(new BindingChange(List.of(), List.of(binding("sip:201@192.0.2.1", 60))));
        database.write(tx -> {
            LocalBindings.forget(new UserId("romeo"), tx);
            return null;
        });
        assertThat(table.all()).hasSize(1);
        database.write(tx -> {
            LocalBindings.forget(new UserId("juliet"), tx);
            return null;
        });
        assertThat(table.all()).isEmpty();
    }

    @OnEachDatabase
    void whoLeftWhileWeWereDownIsForgotten(Database database) throws UnknownHostException {
        database.migrate("sip");
        var table = new BindingTable(database);
        table.change(new BindingChange(List.of(), List.of(binding("sip:201@192.0.2.1", 60))));
        assertThat(LocalBindings.open(database, () -> NOON, user -> false).size())
                .isZero();
        assertThat(table.all()).isEmpty();
    }

    @OnEachDatabase
    void bindingsSurviveARestart(Database database) throws UnknownHostException {
        database.migrate("sip");
        var binding = binding("sip:201@192.0.2.1", 60);
        new BindingTable(database).change(new BindingChange(List.of(), List.of(binding)));
        var bindings = LocalBindings.open(database, () -> NOON, user -> true);
        assertThat(bindings.of(new UserId("juliet"))).containsExactly(binding);
    }
}
