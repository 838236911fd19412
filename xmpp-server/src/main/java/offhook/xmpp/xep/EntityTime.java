package offhook.xmpp.xep;

import static offhook.xmpp.routing.Target.SERVER;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.xml.Element;

/** What time it is, in UTC. */
public final class EntityTime implements Feature {

    private static final String NS = "urn:xmpp:time";

    private final InstantSource clock;

    public EntityTime(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Spec spec() {
        return Spec.xep(202, "2.0", "Entity Time");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS).iqGet(SERVER, NS, "time", iq -> Element.of("time", NS)
                .with(Element.of("tzo", NS, "+00:00"))
                .with(Element.of(
                        "utc",
                        NS,
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())));
    }
}
