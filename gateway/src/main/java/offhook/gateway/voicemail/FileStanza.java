package offhook.gateway.voicemail;

import java.util.List;
import offhook.xmpp.xml.Element;

/** What the message with a link says of the file: XEP-0066, XEP-0447 with XEP-0446, and XEP-0428 for the body. */
final class FileStanza {

    private static final String OOB = "jabber:x:oob";
    private static final String SHARING = "urn:xmpp:sfs:0";
    private static final String METADATA = "urn:xmpp:file:metadata:0";

    private FileStanza() {}

    static List<Element> payload(String url, Link link) {
        return List.of(
                Element.of("x", OOB).with(Element.of("url", OOB, url)),
                Element.of("file-sharing", SHARING)
                        .with("disposition", "inline")
                        .with(file(link))
                        .with(Element.of("sources", SHARING)
                                .with(Element.of("url-data", "http://jabber.org/protocol/url-data")
                                        .with("target", url))),
                Element.of("fallback", "urn:xmpp:fallback:0")
                        .with("for", SHARING)
                        .with(Element.of("body", "urn:xmpp:fallback:0")));
    }

    private static Element file(Link link) {
        return Element.of("file", METADATA)
                .with(Element.of("media-type", METADATA, Link.TYPE))
                .with(Element.of("name", METADATA, link.name()))
                .with(Element.of("size", METADATA, Long.toString(link.size())))
                .with(Element.of("length", METADATA, Long.toString(link.length().toMillis())))
                .with(Element.of("hash", "urn:xmpp:hashes:2", link.sha256()).with("algo", "sha-256"));
    }
}
