package offhook.xmpp.stanza;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.Test;

class StanzaTest {

    private static final Jid ROMEO = Jid.parse("romeo@example.net/orchard");

    @Test
    void keepsItsBytesAndKnowsItsChildren() {
        var message = parse("<message  to=\"juliet@example.com\" type='chat' id='1' xml:lang='en' >"
                + "<body>Neither, <![CDATA[fair]]> saint</body><x xmlns='jabber:x:oob'/></message>");

        assertThat(message.toString()).startsWith("<message  to=\"juliet@example.com\" type='chat'");
        assertThat(message.to()).isEqualTo(Jid.parse("juliet@example.com"));
        assertThat(message.from()).isNull();
        assertThat(message.id()).isEqualTo("1");
        assertThat(message.lang()).isEqualTo("en");
        assertThat(message.has("x", "jabber:x:oob")).isTrue();
        assertThat(message.has("x", "jabber:client")).isFalse();
        assertThat(((Message) message).body()).contains("Neither, fair saint");
        assertThat(((Message) message).type()).isEqualTo(Message.Type.CHAT);
    }

    @Test
    void patchesAddressesIntoTheBytes() {
        var presence = parse("<presence to='a@b' xto='1' from = 'x@y'\n xml:lang='cs'><show>away</show ></presence>");

        assertThat(presence.addressed(ROMEO, Jid.parse("juliet@example.com")))
                .hasToString("<presence from='romeo@example.net/orchard' to='juliet@example.com' xml:lang='cs' xto='1'>"
                        + "<show>away</show ></presence>");
        assertThat(presence.to(null).from(ROMEO))
                .hasToString("<presence from='romeo@example.net/orchard' xml:lang='cs' xto='1'>"
                        + "<show>away</show ></presence>");
    }

    @Test
    void holdsASenderWhoIsKnownOnce() {
        var custody = new Custody(() -> {});
        var message = Stanza.of(parse("<message/>").from(ROMEO).fragment(), ROMEO, custody);

        assertThat(message.from()).isSameAs(ROMEO);
        assertThat(message.custody()).isSameAs(custody);
        assertThat(message).hasToString("<message from='romeo@example.net/orchard'/>");
    }

    @Test
    void keepsOfPresenceWhatItSays() {
        var said = (Presence) parse("<presence><status>Wooing</status></presence>")
                .from(ROMEO)
                .in(new Custody(() -> {}));
        var kept = said.kept();

        assertThat(kept).hasToString(said.toString()).isNotSameAs(said);
        assertThat(kept.from()).isSameAs(ROMEO);
        assertThat(kept.status()).contains("Wooing");
        assertThat(kept.custody()).isSameAs(Custody.NONE);
    }

    @Test
    void escapesAnAddressThatItPatchesIn() {
        var odd = new Jid("a", "b", "it's <me> & you");

        assertThat(parse("<message/>").from(odd)).hasToString("<message from='a@b/it&#39;s &lt;me&gt; &amp; you'/>");
        assertThat(Stanza.parse(parse("<message/>").from(odd).bytes()).from()).isEqualTo(odd);
    }

    @Test
    void countsUnknownTypesOfMessagesAsNormal() {
        assertThat(((Message) parse("<message type='shout'/>")).type()).isEqualTo(Message.Type.NORMAL);
        assertThat(((Message) parse("<message/>")).type()).isEqualTo(Message.Type.NORMAL);
    }

    @Test
    void readsPresence() {
        var presence = (Presence)
                parse("<presence><show>dnd</show><status>Wooing</status><priority> -1\n</priority></presence>");

        assertThat(presence.type()).isEqualTo(Presence.Type.AVAILABLE);
        assertThat(presence.show()).contains("dnd");
        assertThat(presence.status()).contains("Wooing");
        assertThat(presence.priority()).isEqualTo((byte) -1);
        assertThat(((Presence) parse("<presence/>")).priority()).isZero();
        assertBadRequest(() -> ((Presence) parse("<presence><priority>128</priority></presence>")).priority());
        assertBadRequest(() -> parse("<presence type='subscribes'/>"));
    }

    @Test
    void holdsAnIqToItsRules() {
        assertBadRequest(() -> parse("<iq type='get'><a xmlns='b'/></iq>"));
        assertBadRequest(() -> parse("<iq id='1'><a xmlns='b'/></iq>"));
        assertBadRequest(() -> parse("<iq id='1' type='subscribe'><a xmlns='b'/></iq>"));
        assertBadRequest(() -> parse("<iq id='1' type='set'/>"));
        assertBadRequest(() -> parse("<iq id='1' type='set'><a xmlns='b'/><a xmlns='b'/></iq>"));
        assertBadRequest(() -> parse("<iq id='1' type='result'><a xmlns='b'/><a xmlns='b'/></iq>"));
        assertThat(parse("<iq id='1' type='error'/>").isError()).isTrue();
    }

    @Test
    void answersARequest() {
        var request = (Iq)
                parse(
                        "<iq id='1' type='get' from='romeo@example.net/orchard' to='example.com'><ping xmlns='urn:xmpp:ping'/></iq>");

        assertThat(request.request().is("ping", "urn:xmpp:ping")).isTrue();
        assertThat(request.payload()).isEqualTo(Element.of("ping", "urn:xmpp:ping"));
        assertThat(request.result())
                .hasToString("<iq type='result' id='1' from='example.com' to='romeo@example.net/orchard'/>");
        assertThat(request.result(Element.of("a", "urn:a")).payload()).isEqualTo(Element.of("a", "urn:a"));
    }

    @Test
    void turnsAnErrorIntoAReplyOnce() {
        var request = parse(
                "<iq id='1' type='get' from='romeo@example.net/orchard' to='juliet@example.com'><a xmlns='b'/></iq>");

        var reply = request.errorReply(StanzaError.forbidden("no subscription").with(Element.of("closed", "urn:x")))
                .orElseThrow();

        assertThat(reply)
                .hasToString("<iq type='error' id='1' from='juliet@example.com' to='romeo@example.net/orchard'>"
                        + "<error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                        + "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas' xml:lang='en'>no subscription</text>"
                        + "<closed xmlns='urn:x'/></error></iq>");
        assertThat(reply.errorReply(StanzaError.forbidden(""))).isEmpty();
        assertThat(((Iq) request).result().errorReply(StanzaError.forbidden("")))
                .isEmpty();
    }

    @Test
    void writesEveryConditionByItsName() {
        var names = java.util.Arrays.stream(StanzaError.Condition.values()).map(Object::toString);

        assertThat(names)
                .contains("bad-request", "recipient-unavailable", "undefined-condition")
                .hasSize(22);
        assertThat(new StanzaError(StanzaError.Condition.UNEXPECTED_REQUEST, "")
                        .as("modify")
                        .toElement())
                .hasToString("<error xmlns='jabber:client' type='modify'>"
                        + "<unexpected-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>");
    }

    private static Stanza parse(String xml) {
        return Stanza.parse(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertBadRequest(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(StanzaError.class, e -> assertThat(e.condition())
                .isEqualTo(StanzaError.Condition.BAD_REQUEST));
    }
}
