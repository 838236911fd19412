package offhook.sip;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import offhook.sip.agent.Agent;
import offhook.sip.call.CallTracker;
import offhook.sip.domain.Services;
import offhook.sip.event.EventServer;
import offhook.sip.event.Publications;
import offhook.sip.event.packages.DialogLegs;
import offhook.sip.event.packages.DialogPackage;
import offhook.sip.event.packages.MessageSummaryPackage;
import offhook.sip.event.packages.PresencePackage;
import offhook.sip.event.packages.PublishedCalls;
import offhook.sip.event.packages.PublishedPresence;
import offhook.sip.event.packages.RegPackage;
import offhook.sip.message.Uri;

/** What phones watch: the event packages, and what phones and peers publish for them. Safe to share. */
final class Watching {

    final EventServer server;
    final Publications<PublishedPresence> published;

    /** @param pickup whom a phone calls to hear its messages */
    Watching(
            SipCore.Ground ground,
            EventServer.Ground inside,
            CallTracker tracker,
            Agent agent,
            Executor loop,
            Services services,
            Supplier<Optional<Uri>> pickup) {
        var publishing =
                new Publications.Ground(ground.database(), ground.clock(), ground.timers(), loop, agent::token);
        var dialogs = DialogPackage.publications(publishing);
        published = PresencePackage.publications(publishing);
        var domain = inside.own().domain();
        new PublishedCalls(dialogs, tracker, new DialogLegs(ground.directory(), services, domain), ground.clock())
                .start();
        server = new EventServer(
                agent,
                inside,
                List.of(
                        new DialogPackage(tracker, domain),
                        new PresencePackage(tracker, inside.bindings(), ground.tuples(), published),
                        new RegPackage(inside.bindings(), domain, ground.clock()),
                        new MessageSummaryPackage(ground.messages(), pickup)),
                List.of(dialogs, published));
    }
}
