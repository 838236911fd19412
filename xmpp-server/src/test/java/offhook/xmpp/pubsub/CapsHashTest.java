package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.Test;

class CapsHashTest {

    private static final String FEATURES = List.of(
                    "http://jabber.org/protocol/muc",
                    "http://jabber.org/protocol/disco#items",
                    "http://jabber.org/protocol/caps",
                    "http://jabber.org/protocol/disco#info")
            .stream()
            .map(feature -> "<feature var='" + feature + "'/>")
            .reduce("", String::concat);

    private static Element info(String inside) {
        return Element.parse("<query xmlns='http://jabber.org/protocol/disco#info'>" + inside + "</query>");
    }

    /** XEP-0115 §5.2. */
    @Test
    void simpleExample() {
        var info = info("<identity category='client' name='Exodus 0.9.1' type='pc'/>" + FEATURES);
        assertThat(CapsHash.of(info, "sha-1")).hasValue("QgayPKawpkPSDYmwT/WM94uAlu0=");
    }

    /** XEP-0115 §5.3. */
    @Test
    void complexExample() {
        var info = info("<identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>"
                + "<identity xml:lang='el' category='client' name='Ψ 0.11' type='pc'/>"
                + FEATURES
                + "<x xmlns='jabber:x:data' type='result'>"
                + "<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>"
                + "<field var='ip_version'><value>ipv4</value><value>ipv6</value></field>"
                + "<field var='os'><value>Mac</value></field><field var='os_version'><value>10.5.1</value></field>"
                + "<field var='software'><value>Psi</value></field>"
                + "<field var='software_version'><value>0.11</value></field></x>");
        assertThat(CapsHash.of(info, "SHA-1")).hasValue("q07IKJEyjvHSyhy//CH0CxmKi8w=");
    }

    @Test
    void anUnknownAlgorithmConfirmsNothing() {
        assertThat(CapsHash.of(info(""), "md5")).isEmpty();
    }
}
