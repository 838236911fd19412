package offhook.gateway.dial;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.xmpp.pubsub.CapsHash;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;

/**
 * What clients learn of whoever is behind {@code phone.<domain>}, so that they show their Call button (XEP-0030, XEP-0115): they
 * look for all that a call between two clients needs. None of it is ever used, since a call that they propose (XEP-0353) is
 * made by phone. Safe to share.
 */
final class CallableNumbers {

    private static final String INFO = "http://jabber.org/protocol/disco#info";
    private static final String CAPS = "http://jabber.org/protocol/caps";
    private static final String HASH = "sha-1";

    private static final List<String> FEATURES = List.of(
            CAPS,
            INFO,
            "urn:xmpp:jingle-message:0",
            "urn:xmpp:jingle:1",
            "urn:xmpp:jingle:apps:dtls:0",
            "urn:xmpp:jingle:apps:rtp:1",
            "urn:xmpp:jingle:apps:rtp:audio",
            "urn:xmpp:jingle:transports:ice-udp:1");

    private final Consumer<Stanza> out;
    private final Element info;
    private final Element caps;
    private final String node;

    /** @param out routes answers */
    CallableNumbers(Jid service, Consumer<Stanza> out) {
        this.out = out;
        info = Element.of("query", INFO)
                .with(Element.of("identity", INFO)
                        .with("category", "client")
                        .with("type", "phone")
                        .with("name", "Phone"))
                .with(FEATURES.stream()
                        .map(feature -> Element.of("feature", INFO).with("var", feature))
                        .toList());
        var version = CapsHash.of(info, HASH).orElseThrow();
        var name = "xmpp:" + service;
        node = name + '#' + version;
        caps = Element.of("c", CAPS).with("hash", HASH).with("node", name).with("ver", version);
    }

    /** Whether it is a question for what somebody there can do; then it is answered. */
    boolean answers(Iq iq) {
        if (iq.type() != Iq.Type.GET
                || iq.to().local().isEmpty()
                || !iq.request().is("query", INFO)) {
            return false;
        }
        var asked = iq.payload().attribute("node").filter(text -> !text.isEmpty());
        boolean known = asked.isEmpty() || asked.equals(Optional.of(node));
        if (known) {
            out.accept(iq.result(asked.map(text -> info.with("node", text)).orElse(info)));
        }
        return known;
    }

    /** A presence of somebody there that tells it, too. */
    Stanza told(Stanza stanza) {
        return stanza instanceof Presence presence && presence.type() == Presence.Type.AVAILABLE
                ? Stanza.of(presence.element().with(caps))
                : stanza;
    }
}
