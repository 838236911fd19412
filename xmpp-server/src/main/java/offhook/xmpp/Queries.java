package offhook.xmpp;

import java.util.Optional;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.pubsub.PublishSubscribe;
import offhook.xmpp.xep.ContactAddresses;
import offhook.xmpp.xep.EntityTime;
import offhook.xmpp.xep.ExternalServices;
import offhook.xmpp.xep.InBandRegistration;
import offhook.xmpp.xep.Ping;
import offhook.xmpp.xep.PrivateStorage;
import offhook.xmpp.xep.SearchConfig;
import offhook.xmpp.xep.SoftwareVersion;
import offhook.xmpp.xep.UserSearch;
import offhook.xmpp.xep.Vcard;

/** The extensions that answer requests and look at nothing else, so that it does not matter where they stand among others. */
final class Queries {

    private Queries() {}

    static Stream<Feature> all(XmppConfig config, XmppCore.Ground ground, PublishSubscribe pubsub) {
        var server = Jid.of(ground.directory().domain());
        int largest = (int) config.limits().stanza().bytes();
        var search = Stream.of(config.search())
                .filter(SearchConfig::enabled)
                .map(some -> new UserSearch(server, ground.directory(), ground.lanes(), some.results()));
        var always = Stream.of(
                new PrivateStorage(pubsub.privateStorage(), largest),
                new Vcard(pubsub.vcards(), largest),
                new SoftwareVersion(version()),
                new InBandRegistration(ground.people(), config.register()),
                new Ping(),
                new EntityTime(ground.clock()),
                new ContactAddresses(config.contact()),
                new ExternalServices(server, config.externalService(), ground.clock()));
        return Stream.concat(always, search);
    }

    /** "development" where it was not built into a jar. */
    private static String version() {
        return Optional.ofNullable(Queries.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
