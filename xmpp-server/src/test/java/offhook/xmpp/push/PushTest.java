package offhook.xmpp.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.runtime.testing.TraceFile.Event;
import offhook.xmpp.push.PushStore.Known;
import offhook.xmpp.push.PushStore.Registration;
import org.junit.jupiter.api.Test;

/** XEP-0357: whose device is told of what. */
class PushTest extends PushScene {

    @Test
    void aDeviceIsWokenWhenAMessageIsStored() {
        julietEnables("jid='push.capulet.example' node='yxs'>" + OPTIONS);
        romeoWrites();
        assertThat(push.take())
                .contains(
                        "from='capulet.example' to='push.capulet.example'",
                        "<publish node='yxs'><item><notification xmlns='urn:xmpp:push:0'>",
                        "<field var='message-count' type='text-single'><value>1</value></field>",
                        "<publish-options>",
                        "<value>eruio</value>")
                .doesNotContain("Wherefore", "romeo");
        says(
                "romeo.chat",
                "<message to='juliet@capulet.example' type='chat'>"
                        + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
        assertThat(push.take()).isEmpty();
    }

    @Test
    void whoIsThereIsNotWoken() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        says("juliet.chat", "<presence/>");
        romeoWrites();
        assertThat(push.take()).isEmpty();
    }

    @Test
    void anAlertOfAServiceWakesADevice() {
        julietEnables("jid='push.capulet.example'>");
        world.core
                .deliveries()
                .deliver(
                        Jid.of("phone.capulet.example"),
                        Jid.parse("juliet@capulet.example"),
                        "a1",
                        "Missed call",
                        null);
        world.time.run();
        assertThat(push.take()).contains("<publish><item><notification");
    }

    @Test
    void anErrorOfTheServiceIsTheEnd() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        push.receive("<iq type='error' from='push.capulet.example' to='capulet.example' id='" + id(push.take())
                + "'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        romeoWrites();
        assertThat(push.take()).isEmpty();
        assertThat(new PushTable(database).all()).isEmpty();
    }

    @Test
    void nobodyElseAnswersForTheService() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        romeoWrites();
        push.receive("<iq type='error' from='other@push.capulet.example' to='capulet.example' id='" + id(push.take())
                + "'><error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        world.time.pass(Course.WINDOW);
        romeoWrites();
        assertThat(push.take()).contains("<notification");
    }

    @Test
    void aServiceIsDisabled() {
        julietEnables("jid='push.capulet.example' node='a'>");
        julietEnables("jid='push.capulet.example' node='b'>");
        disable(" node='a'");
        romeoWrites();
        romeoWrites();
        assertThat(push.take()).contains("node='b'").doesNotContain("node='a'");
        disable("");
        world.time.pass(Course.WINDOW);
        assertThat(push.take()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        refused("<enable xmlns='urn:xmpp:push:0'/>", "", "modify", "bad-request");
        refused("<enable xmlns='urn:xmpp:push:0' jid='a@@b'/>", "", "modify", "jid-malformed");
        refused("<enable xmlns='urn:xmpp:push:0' jid='romeo@capulet.example/chat'/>", "", "cancel", "not-allowed");
        refused(
                "<enable xmlns='urn:xmpp:push:0' jid='push.montague.example'/>",
                "",
                "cancel",
                "remote-server-not-found");
        refused(
                "<enable xmlns='urn:xmpp:push:0' jid='push.capulet.example'/>",
                "to='romeo@capulet.example'",
                "auth",
                "forbidden");
        for (int i = 0; i < 10; i++) {
            julietEnables("jid='push.capulet.example' node='" + i + "'>");
        }
        refused(
                "<enable xmlns='urn:xmpp:push:0' jid='push.capulet.example' node='x'/>",
                "",
                "wait",
                "resource-constraint");
        julietEnables("jid='push.capulet.example' node='9'>");
    }

    @Test
    void aClientThatMayComeBackIsWokenItself() {
        says("juliet.chat", "<enable xmlns='urn:xmpp:sm:3' resume='true'/>");
        gets("juliet.chat", "<enabled xmlns='urn:xmpp:sm:3' id='{any}' resume='true' max='{any}'/>");
        julietEnables("jid='push.capulet.example' node='phone'>");
        says("juliet.chat", "<presence/>");
        world.actors.forget("juliet.chat");
        assertThat(world.happens(new Event(0, "juliet.chat disconnects"))).isTrue();
        world.time.run();
        romeoWrites();
        assertThat(push.take()).contains("node='phone'");
    }

    @Test
    void aRestartForgetsNobody() {
        julietEnables("jid='push.capulet.example' node='yxs'>");
        restart();
        romeoWrites();
        assertThat(push.take()).contains("<notification");
    }

    @OnEachDatabase
    void theTable(Database other) {
        other.migrate("xmpp-push");
        var table = new PushTable(other);
        var juliet = Jid.parse("juliet@capulet.example");
        var service = Jid.of("push.capulet.example");
        var first = new Registration(service, "", "chat", "");
        var second = new Registration(service, "b", "chat", "<x/>");
        for (var one : List.of(first, second, second)) {
            table.put(juliet, one).toCompletableFuture().join();
        }
        var at = Instant.ofEpochMilli(1_000);
        table.told(new Device(juliet, second), at).toCompletableFuture().join();
        assertThat(table.all())
                .containsExactlyInAnyOrder(
                        new Known(new Device(juliet, first), Instant.EPOCH), new Known(new Device(juliet, second), at));
        table.remove(juliet, first).toCompletableFuture().join();
        table.put(juliet, second).toCompletableFuture().join();
        assertThat(table.all()).containsExactly(new Known(new Device(juliet, second), at));
    }
}
