package offhook.xmpp.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import offhook.xmpp.testing.SmackScene;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.StanzaBuilder;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smackx.mam.MamManager;
import org.jivesoftware.smackx.mam.MamManager.MamQueryArgs;
import org.jivesoftware.smackx.mam.element.MamPrefsIQ.DefaultBehavior;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.BareJid;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** Archives with a client that others wrote, over STARTTLS. */
class SmackArchiveTest extends SmackScene {

    private static final BareJid JULIET = JidCreate.bareFromOrThrowUnchecked("juliet@capulet.example");
    private static final BareJid ROMEO = JidCreate.bareFromOrThrowUnchecked("romeo@capulet.example");
    private static final BareJid NURSE = JidCreate.bareFromOrThrowUnchecked("nurse@capulet.example");
    private static final EntityBareJid ROOM =
            JidCreate.entityBareFromOrThrowUnchecked("balcony@conference.capulet.example");

    @Test
    void anArchiveIsFetchedInPages() throws Exception {
        var juliet = clients.online("juliet");
        var romeo = clients.online("romeo");
        for (int i = 1; i <= 25; i++) {
            say(i % 2 == 0 ? juliet : romeo, i % 2 == 0 ? ROMEO : JULIET, Integer.toString(i));
            PingManager.getInstanceFor(i % 2 == 0 ? juliet : romeo).pingMyServer(); // so it has come
        }
        say(juliet, NURSE, "Nurse!");

        var archive = MamManager.getInstanceFor(juliet);
        assertThat(archive.isSupported()).isTrue();
        var query = archive.queryArchive(MamQueryArgs.builder()
                .limitResultsToJid(ROMEO)
                .setResultPageSizeTo(10)
                .build());
        var bodies = new ArrayList<>(bodies(query.getMessages()));
        var pages = 1;
        while (!query.isComplete()) {
            bodies.addAll(bodies(query.pageNext(10)));
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(bodies)
                .isEqualTo(
                        IntStream.rangeClosed(1, 25).mapToObj(Integer::toString).toList());
        assertThat(bodies(archive.queryMostRecentPage(null, 2).getMessages())).containsExactly("25", "Nurse!");
    }

    @Test
    void preferencesAreKept() throws Exception {
        var juliet = clients.online("juliet");
        var archive = MamManager.getInstanceFor(juliet);
        var preferences = archive.retrieveArchivingPreferences().asMamPrefs();
        preferences.setDefaultBehavior(DefaultBehavior.never);
        preferences.getAlwaysJids().add(ROMEO);
        archive.updateArchivingPreferences(preferences);

        say(juliet, NURSE, "Nurse!");
        say(juliet, ROMEO, "Romeo!");

        assertThat(bodies(archive.queryMostRecentPage(null, 10).getMessages())).containsExactly("Romeo!");
    }

    @Test
    void aRoomHasOne() throws Exception {
        var juliet = clients.online("juliet");
        var room = MultiUserChatManager.getInstanceFor(juliet).getMultiUserChat(ROOM);
        room.create(Resourcepart.from("Juliet")).makeInstant();
        room.sendMessage("Art thou there?");

        var archive = MamManager.getInstanceFor(room);
        assertThat(archive.isSupported()).isTrue();
        assertThat(bodies(archive.queryMostRecentPage(null, 10).getMessages())).containsExactly("Art thou there?");
    }

    private static List<String> bodies(List<Message> messages) {
        return messages.stream().map(Message::getBody).toList();
    }

    private static void say(XMPPTCPConnection from, BareJid to, String text) throws Exception {
        from.sendStanza(StanzaBuilder.buildMessage()
                .to(to)
                .ofType(Message.Type.chat)
                .setBody(text)
                .build());
    }
}
