package offhook.xmpp.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import offhook.xmpp.testing.SmackScene;
import org.jivesoftware.smack.XMPPException.XMPPErrorException;
import org.jivesoftware.smack.packet.StanzaError.Condition;
import org.jivesoftware.smackx.muc.MultiUserChat;
import org.jivesoftware.smackx.muc.MultiUserChatManager;
import org.jivesoftware.smackx.muc.UserStatusListener;
import org.junit.jupiter.api.Test;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.Jid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Resourcepart;

/** A room with a client that others wrote, over STARTTLS. */
class SmackRoomsTest extends SmackScene {

    private static final EntityBareJid ROOM =
            JidCreate.entityBareFromOrThrowUnchecked("balcony@conference.capulet.example");
    private static final Resourcepart JULIET = Resourcepart.fromOrThrowUnchecked("Juliet");
    private static final Resourcepart ROMEO = Resourcepart.fromOrThrowUnchecked("Romeo");

    @Test
    void anEveningInARoom() throws Exception {
        var juliet = room("juliet");
        juliet.create(JULIET)
                .getConfigFormManager()
                .setAndEnablePassword("cauldron")
                .submitConfigurationForm();
        var connection = clients.online("romeo");
        var romeo = MultiUserChatManager.getInstanceFor(connection).getMultiUserChat(ROOM);
        assertThatThrownBy(() -> romeo.join(ROMEO))
                .isInstanceOfSatisfying(XMPPErrorException.class, error -> assertThat(
                                error.getStanzaError().getCondition())
                        .isEqualTo(Condition.not_authorized));

        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        romeo.addMessageListener(message -> {
            if (message.getBody() != null) {
                heard.add(message.getFrom().getResourceOrEmpty() + ": " + message.getBody());
            }
        });
        juliet.sendMessage("Art thou there?"); // the history of who comes later
        romeo.join(ROMEO, "cauldron");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("Juliet: Art thou there?");
        // Not before: Smack's own listeners may hear of the entry after join() has returned.
        assertThat(romeo.getOccupants()).extracting(Jid::toString).contains(ROOM + "/Juliet", ROOM + "/Romeo");
        romeo.sendMessage("Here");
        assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("Romeo: Here");

        juliet.changeSubject("Names");
        juliet.grantMembership(JidCreate.bareFrom("romeo@capulet.example"));
        assertThat(juliet.getMembers())
                .extracting(member -> member.getJid().toString())
                .containsExactly("romeo@capulet.example");

        BlockingQueue<String> reasons = new LinkedBlockingQueue<>();
        romeo.addUserStatusListener(new UserStatusListener() {
            @Override
            public void kicked(Jid actor, String reason) {
                reasons.add(reason);
            }
        });
        juliet.kickParticipant(ROMEO, "The lark sings");
        assertThat(reasons.poll(20, TimeUnit.SECONDS)).isEqualTo("The lark sings");
        assertThat(romeo.isJoined()).isFalse();

        var info = MultiUserChatManager.getInstanceFor(connection).getRoomInfo(ROOM);
        assertThat(info.isPasswordProtected()).isTrue();
        assertThat(info.getSubject()).isEqualTo("Names");
        assertThat(info.getOccupantsCount()).isEqualTo(1);
        juliet.destroy("It is day", null);
    }

    private MultiUserChat room(String user) throws Exception {
        return MultiUserChatManager.getInstanceFor(clients.online(user)).getMultiUserChat(ROOM);
    }
}
