package offhook.xmpp.xep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.routing.Service;
import offhook.xmpp.routing.Target;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.testing.Elsewhere;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is copied of what comes from rooms and from people behind gateways, and what is not: XEP-0280 §6.1. */
class CarbonsTest {

    private static final String ROOM = "balcony@rooms.capulet.example";
    private static final String ROOM_USER = "<x xmlns='http://jabber.org/protocol/muc#user'/>";

    private final Service rooms = new Elsewhere("rooms.capulet.example");
    private final Service gateway = new Elsewhere("sms.capulet.example");
    private final World world = new World(PresenceOverlay.NONE, List.of(rooms, gateway));
    private final TestClient chat = world.install(new Carbons(world.accounts)).online("juliet/chat");
    private final TestClient phone = world.online("juliet/phone");

    @BeforeEach
    void enable() {
        phone.says("<iq type='set' id='e'><enable xmlns='urn:xmpp:carbons:2'/></iq>");
        forget();
    }

    private void forget() {
        chat.got();
        phone.got();
    }

    /** From somebody to one client of Juliet's. */
    private void comes(String from, String type, String inside) {
        var xml = "<message from='" + from + "' to='juliet@capulet.example/chat' type='" + type + "' id='m'>" + inside
                + "</message>";
        world.router.route(Stanza.parse(xml.getBytes(UTF_8)));
        world.time.run();
        assertThat(chat.got()).hasSize(1);
    }

    private void assertCopied(String direction) {
        assertThat(phone.gotOne()).contains("<" + direction + " xmlns='urn:xmpp:carbons:2'>");
    }

    private void assertNotCopied() {
        assertThat(phone.got()).isEmpty();
    }

    private void joins() {
        chat.says("<presence to='" + ROOM + "/Juliet'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        forget();
    }

    @Test
    void whatIsWrittenThroughAGatewayIsCopied() {
        comes("123@sms.capulet.example/mobile", "chat", "<body>Hi</body>");
        assertCopied("received");
    }

    @Test
    void whatAnOccupantWritesIsNot() {
        joins();
        comes(ROOM + "/Romeo", "chat", "<body>Hi</body>");
        assertNotCopied();
        comes("garden@rooms.elsewhere.example/Romeo", "chat", "<body>Hi</body>" + ROOM_USER);
        assertNotCopied();
        comes(ROOM, "groupchat", "<body>Hi</body>");
        assertNotCopied();
    }

    @Test
    void whatIsWrittenToAnOccupantIs() {
        joins();
        chat.says("<message to='" + ROOM + "/Romeo' type='chat' id='p'><body>Hi</body></message>");
        assertCopied("sent");
        comes(ROOM + "/Romeo", "error", "<error type='cancel'/>");
        assertNotCopied(); // that answers something else
        var refused = "<message from='" + ROOM + "/Romeo' to='juliet@capulet.example/chat' type='error' id='p'/>";
        world.router.route(Stanza.parse(refused.getBytes(UTF_8)));
        world.time.run();
        assertCopied("received");
    }

    @Test
    void invitationsAre() {
        joins();
        comes(ROOM, "normal", ROOM_USER.replace("/>", "><invite from='romeo@capulet.example'/></x>"));
        assertCopied("received");
        comes("romeo@capulet.example/orchard", "normal", "<x xmlns='jabber:x:conference' jid='" + ROOM + "'/>");
        assertCopied("received");
    }

    /** What the room says of itself is for those who are in it. */
    @Test
    void otherThingsOfTheRoomAreNot() {
        comes(ROOM, "normal", ROOM_USER.replace("/>", "><status code='104'/></x>"));
        assertNotCopied();
    }

    @Test
    void clientsMayRelyOnThat() {
        assertThat(world.installer.features(Target.SERVER)).contains("urn:xmpp:carbons:rules:0");
    }
}
