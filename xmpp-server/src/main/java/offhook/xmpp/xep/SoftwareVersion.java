package offhook.xmpp.xep;

import static offhook.xmpp.routing.Target.SERVER;

import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.xml.Element;

/** What the server is called and which version runs; of the system below it says nothing. */
public final class SoftwareVersion implements Feature {

    private static final String NS = "jabber:iq:version";

    private final String version;

    public SoftwareVersion(String version) {
        this.version = version;
    }

    @Override
    public Spec spec() {
        return Spec.xep(92, "1.1", "Software Version");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS).iqGet(SERVER, NS, "query", iq -> Element.of("query", NS)
                .with(Element.of("name", NS, "Offhook"))
                .with(Element.of("version", NS, version)));
    }
}
