package offhook.gateway;

import java.util.Optional;
import offhook.gateway.notify.NewMessages;
import offhook.gateway.presence.ChatQuiet;
import offhook.pbx.WatchConfig;
import offhook.pbx.watch.PbxWatch;
import offhook.runtime.life.StartFailure;
import offhook.sip.SipCore;
import offhook.sip.SipServer;
import offhook.sip.event.packages.WaitingMessages;

/** What the running server has of phones: the SIP side, and what the PBX tells of others. */
record PhoneParts(Parts of, GatewayConfig config) {

    SipServer server(WaitingMessages waiting) throws StartFailure {
        var on = of.on;
        return new SipServer(
                config.sip(),
                config.pbx().map(WatchConfig::sip),
                new SipCore.Ground(
                        of.people.book,
                        on.database,
                        new CallLinks(of.presence, of.missedCalls),
                        new Acquaintance(of::chat, on.pool, of.chatPresence, new AskedLately(on.clock)),
                        of.texts.fromPhones(),
                        waiting,
                        on.timers,
                        on.clock,
                        on.random,
                        on.key,
                        on.trace,
                        config.limits().enabled(),
                        of.chatPresence,
                        new ChatQuiet(of.presence::config, of.chatPresence, config.domain())),
                on.loops,
                of.tls,
                on.dns,
                on.pool);
    }

    Optional<PbxWatch> pbx() {
        return config.pbx().map(this::pbx);
    }

    private PbxWatch pbx(WatchConfig section) {
        var on = of.on;
        return new PbxWatch(
                section,
                config.sip().trust(),
                new NewMessages(of.notifier),
                new PbxWatch.Ground(
                        () -> of.sip.core(),
                        of.people.book,
                        on.database,
                        on.timers,
                        on.pool,
                        on.clock,
                        on.random,
                        on.metrics,
                        on.loops,
                        on.dns,
                        on.key));
    }
}
