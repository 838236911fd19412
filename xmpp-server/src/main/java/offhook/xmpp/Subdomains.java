package offhook.xmpp;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import offhook.directory.address.Jid;
import offhook.xmpp.archive.Archives;
import offhook.xmpp.muc.Rooms;
import offhook.xmpp.pubsub.Capabilities;
import offhook.xmpp.pubsub.PublishSubscribe;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stream.bytestreams.Bytestreams;
import offhook.xmpp.stream.component.Components;
import offhook.xmpp.web.FileUpload;
import offhook.xmpp.web.WebSite;

/** What answers at addresses of its own beside the server's: chat rooms, publish-subscribe, file upload, bytestreams, components. */
final class Subdomains {

    /**
     * What they need of the server around them.
     *
     * @param site the web server in front of it; without one nobody uploads files
     * @param out routes what they send
     * @param outOfComponents routes what others' programs send
     * @param restamp an account's presence has to say something else
     * @param served whether an address is at this server
     */
    record Inside(
            Accounts accounts,
            Rosters rosters,
            Capabilities capabilities,
            Optional<Archives> archives,
            Optional<WebSite> site,
            Consumer<Stanza> out,
            Consumer<Stanza> outOfComponents,
            Consumer<Jid> restamp,
            Predicate<Jid> served) {}

    private final Optional<Rooms> rooms;
    private final PublishSubscribe pubsub;
    private final Optional<FileUpload> upload;
    private final Optional<Bytestreams> bytestreams;
    private final Components components;

    Subdomains(XmppConfig config, XmppCore.Ground ground, Inside inside) {
        rooms = Optional.of(config.rooms())
                .filter(wanted -> wanted.enabled())
                .map(wanted -> new Rooms(
                        wanted,
                        ground.directory().domain(),
                        config.admins(),
                        ground.database(),
                        inside.archives(),
                        ground.lanes(),
                        ground.clock(),
                        ground.random(),
                        inside.out()));
        pubsub = new PublishSubscribe(
                config.pubsub(),
                ground.directory().domain(),
                config.admins(),
                new PublishSubscribe.Ground(
                        inside.accounts(),
                        inside.rosters(),
                        inside.capabilities(),
                        ground.database(),
                        ground.lanes(),
                        ground.clock(),
                        ground.random(),
                        inside.out(),
                        inside.restamp()));
        upload = inside.site()
                .filter(web -> config.upload().enabled())
                .map(web -> new FileUpload(
                        config.upload(),
                        ground.directory().domain(),
                        account -> inside.accounts().find(account).isPresent(),
                        web,
                        ground.clock()));
        bytestreams = Optional.of(config.proxy())
                .filter(wanted -> wanted.enabled())
                .map(wanted -> new Bytestreams(
                        wanted,
                        new Bytestreams.Inside(
                                ground.directory().domain(),
                                account -> inside.accounts().find(account).isPresent(),
                                inside.served(),
                                client -> inside.accounts().resource(client).flatMap(resource -> resource.session()
                                        .reached()),
                                ground.clock())));
        components = new Components(
                config.component(),
                config.streams(ground.limited()),
                inside.outOfComponents(),
                ground.trace().wire("xmpp"),
                ground.random());
    }

    Stream<Service> services() {
        return Stream.of(
                        rooms.stream(),
                        pubsub.service().stream(),
                        upload.stream(),
                        bytestreams.stream(),
                        components.services().stream())
                .flatMap(some -> some);
    }

    Optional<Rooms> rooms() {
        return rooms;
    }

    /** The service, and as much on every account. */
    PublishSubscribe pubsub() {
        return pubsub;
    }

    Optional<FileUpload> upload() {
        return upload;
    }

    Optional<Bytestreams> bytestreams() {
        return bytestreams;
    }

    Components components() {
        return components;
    }
}
