package offhook.xmpp.pubsub;

import static offhook.xmpp.pubsub.PubsubWorld.events;
import static offhook.xmpp.pubsub.PubsubWorld.items;
import static offhook.xmpp.pubsub.PubsubWorld.publish;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** XEP-0115: what a client wants, while it changes its mind and its answers are on their way. */
class CapabilitiesTest {

    private static final String JULIET = "juliet@capulet.example";
    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String EVENT = JULIET + " " + items("n", "1");

    private final PubsubWorld world = PubsubWorld.ofFriends();
    private final TestClient juliet = world.world.online("juliet/balcony");
    private final TestClient romeo = world.world
            .connect("romeo/orchard")
            .says("<iq type='get' id='roster'><query xmlns='jabber:iq:roster'/></iq>");

    @AfterEach
    void close() {
        world.close();
    }

    private static String info(String... nodes) {
        return Stream.of(nodes)
                .map(node -> "<feature var='" + node + "+notify'/>")
                .collect(Collectors.joining(
                        "", "<query xmlns='" + INFO + "'><identity category='client' type='pc'/>", "</query>"));
    }

    private static String presence(String... nodes) {
        var ver = CapsHash.of(Element.parse(info(nodes)), "sha-1").orElseThrow();
        return "<presence><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:test' ver='" + ver
                + "'/></presence>";
    }

    /** Romeo's client says that it is another kind now; the server's question, if it has one. */
    private Stanza becomes(String... nodes) {
        romeo.says(presence(nodes));
        return romeo.take(stanza -> stanza instanceof Iq iq && iq.isRequest() && iq.has("query", INFO))
                .orElse(null);
    }

    private void answers(Stanza question, String... nodes) {
        romeo.says("<iq type='result' to='capulet.example' id='" + question.id() + "'>" + info(nodes) + "</iq>");
    }

    private void publishes() {
        world.done(juliet, JULIET, publish("n", "1"));
    }

    @Test
    void aKindIsAskedForOnce() {
        answers(becomes("n"), "n");
        answers(becomes(), new String[0]);

        assertThat(becomes("n")).isNull();

        publishes();
        assertThat(events(romeo)).containsExactly(EVENT);
    }

    /** XEP-0163 §4.3.4: what is published before it is known that the client wants it comes as the last item. */
    @Test
    void whatIsPublishedBeforeTheAnswerComesWithIt() {
        var question = becomes("n");
        publishes();
        assertThat(events(romeo)).isEmpty();

        answers(question, "n");

        assertThat(events(romeo)).containsExactly(EVENT);
    }

    @Test
    void whatIsPublishedBeforeThePresenceComesWithIt() {
        answers(becomes("n"), "n");
        answers(becomes(), new String[0]);
        publishes();
        assertThat(events(romeo)).isEmpty();

        becomes("n");

        assertThat(events(romeo)).containsExactly(EVENT);
    }

    /** An answer is about the kind that was asked for, and not about what the client has become in the meantime. */
    @Test
    void anAnswerThatComesLateDoesNotUndoWhatTheClientSaidSince() {
        answers(becomes("n"), "n");
        var late = becomes();
        assertThat(becomes("n")).isNull();

        answers(late, new String[0]);

        publishes();
        assertThat(events(romeo)).containsExactly(EVENT);
        assertThat(becomes()).isNull(); // it is known of the kind all the same
    }
}
