package offhook.xmpp;

import java.util.Optional;
import offhook.runtime.work.Lane;
import offhook.xmpp.archive.Archive;
import offhook.xmpp.archive.Archives;
import offhook.xmpp.offline.OfflineConfig;
import offhook.xmpp.offline.OfflineMessages;
import offhook.xmpp.push.PushNotifications;
import offhook.xmpp.roster.Rosters;
import offhook.xmpp.routing.Accounts;
import offhook.xmpp.routing.Deliveries;
import offhook.xmpp.routing.Handlers;
import offhook.xmpp.routing.Questions;
import offhook.xmpp.routing.Router;
import offhook.xmpp.routing.Stage;

/** What becomes of messages besides being delivered: archives, those that wait for somebody, and the devices that are woken. */
final class Keeping {

    private final XmppCore.Ground ground;
    private final Optional<Archives> archives;
    private final Optional<Archive> archive;
    private final OfflineMessages offline;
    private final PushNotifications push;

    /** What it needs of the server around it. */
    record Inside(
            Accounts accounts,
            Rosters rosters,
            Router router,
            Questions questions,
            Handlers handlers,
            Optional<Archives> archives) {}

    /** Brings its tables up to date. Blocks. */
    Keeping(OfflineConfig config, XmppCore.Ground ground, Inside inside) {
        this.ground = ground;
        ground.database().migrate("xmpp-push");
        archives = inside.archives;
        archive = archives.map(all -> new Archive(inside.accounts, inside.rosters, all, ground.database()));
        offline = new OfflineMessages(
                inside.accounts,
                inside.router,
                inside.questions,
                ground.database(),
                config,
                ground.clock(),
                ground.deliveries(),
                archive,
                (account, message) -> inside.handlers.pass(Stage.LATE, account, message));
        push = new PushNotifications(
                inside.accounts,
                inside.router,
                ground.database(),
                OfflineMessages::keeps,
                ground.timers(),
                ground.clock(),
                lane());
    }

    /** Knows what waits for whom. Blocks; before the first session. */
    void start() {
        archives.ifPresent(all -> all.start(ground.timers(), ground.lanes().lane(all)));
        archive.ifPresent(Archive::start);
        offline.start(ground.timers(), lane());
        push.start(offline::waiting);
    }

    private Lane lane() {
        return ground.lanes().lane(Keeping.class);
    }

    /** The archives of accounts, if there are any. */
    Optional<Archive> archive() {
        return archive;
    }

    OfflineMessages offline() {
        return offline;
    }

    PushNotifications push() {
        return push;
    }

    /** How services send messages that are not lost. */
    Deliveries deliveries() {
        return push.over(offline.deliveries());
    }
}
