package offhook.xmpp.xep;

import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.routing.Target;

/** Whether the server is there. */
public final class Ping implements Feature {

    private static final String NS = "urn:xmpp:ping";

    @Override
    public Spec spec() {
        return Spec.xep(199, "2.0.1", "XMPP Ping");
    }

    /** §4.1, §4.2: an empty result, for the server as for an account and a service. */
    @Override
    public void install(Installer to) {
        for (var target : Target.values()) {
            to.disco(target, NS).iqGet(target, NS, "ping", iq -> null);
        }
    }
}
