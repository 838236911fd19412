package offhook.xmpp.xep;

import java.util.List;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;

/**
 * What clients say to each other about messages. A server needs to know nothing of it but that it is to be kept and copied
 * like words, which the archive, the offline store and carbons do.
 */
public final class BetweenClients implements Feature {

    private static final String PART = "passed, stored, copied and archived";

    @Override
    public Spec spec() {
        return Spec.xep(184, "1.4.0", "Message Delivery Receipts").only(PART);
    }

    @Override
    public List<Spec> also() {
        return List.of(
                Spec.xep(308, "1.2.1", "Last Message Correction").only(PART),
                Spec.xep(333, "1.0.0", "Displayed Markers").only(PART),
                Spec.xep(424, "0.4.2", "Message Retraction").only(PART));
    }

    @Override
    public void install(Installer to) {
        // Clients announce these; a server has nothing to add.
    }
}
