package offhook.gateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import offhook.directory.PasswordCheck;
import offhook.gateway.notify.Notifier;
import offhook.runtime.metrics.Metrics;
import offhook.runtime.net.StallWatch;
import offhook.runtime.share.UploadNumbers;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.DiskWatch;
import offhook.sip.SipServer;
import offhook.sip.call.Outcome;
import offhook.xmpp.XmppCore;
import offhook.xmpp.web.WebStreams;

/** What {@code /metrics} asks the parts for when somebody looks; docs/operations.md says what each number tells. */
record Numbers(Metrics to) {

    private static final double NANOS = 1e9;

    /** Of everything; it has to be up. */
    void of(Parts parts) {
        of(parts.on.database, parts.disk);
        of(parts.notifier, parts.on.clock);
        of(parts.on, parts.mailers, parts.on.stalls);
        of(parts.people, parts.passwords);
        to.gauge("presence_queue_depth", "Changes of phones that wait to be announced.", parts.presence::waiting);
        to.gauge("http_connections", "Connections of the HTTP server.", parts.ops::connections);
        to.gauge("web_connections", "Connections of the web server for clients.", () -> parts.web
                .map(Web::connections)
                .orElse(0));
        of(parts.sip);
        of(parts.xmppCore);
        of(parts.web);
    }

    /** What clients do by HTTP; nothing where there is no web server for them. */
    private void of(Optional<Web> web) {
        Supplier<UploadNumbers> uploads = () -> web.map(Web::uploads).orElse(UploadNumbers.NONE);
        to.total("upload_kept", "Files that clients have brought.", () -> uploads.get()
                .kept());
        to.total("upload_bytes", "Their size.", () -> uploads.get().bytes());
        to.total("upload_refused", "Files that were refused, or broke off.", () -> uploads.get()
                .refused());
        to.gauge("xmpp_bosh_sessions", "Sessions of clients by BOSH.", () -> web.map(Web::streams)
                .map(WebStreams::boshSessions)
                .orElse(0));
        to.gauge("xmpp_websockets", "Clients by WebSocket.", () -> web.map(Web::streams)
                .map(WebStreams::webSockets)
                .orElse(0));
    }

    /** How full a disk is, and what was written. */
    private void of(Database database, DiskWatch disk) {
        to.gauge("storage_queue_depth", "Writes that wait for the writer.", database::waiting);
        to.total("storage_commit", "Commits, each synced.", database::commits);
        to.total("storage_write", "Writes in those commits.", database::writes);
        to.gauge(
                "storage_commit_p99_seconds",
                "99th percentile of the last thousand commits, sync included.",
                () -> seconds(database.commitP99()));
        to.gauge("storage_disk_free_bytes", "Room on the disk of the data folder, without the ballast.", disk::free);
        to.gauge(
                "storage_disk_room",
                "0 enough, 1 little: no large messages, 2 nearly none: calls only.",
                () -> switch (disk.room()) {
                    case ENOUGH -> 0;
                    case LITTLE -> 1;
                    case NEARLY_NONE -> 2;
                });
    }

    /** Alerts on their way. */
    private void of(Notifier notifier, InstantSource clock) {
        to.gauge("outbox_waiting", "Deliveries with something still to do.", notifier::waiting);
        to.gauge("outbox_oldest_seconds", "Age of the oldest of them.", () -> notifier.oldest()
                .map(at -> Math.max(0, seconds(Duration.between(at, clock.instant()))))
                .orElse(0.0));
        to.gauge("outbox_hospital", "Deliveries that were given up and wait for a person.", notifier::failed);
    }

    /** Threads and what waits for them. */
    private void of(Foundation on, ExecutorService mailers, StallWatch stalls) {
        pool("work", on.pool);
        pool("files", on.files);
        pool("keys", on.heavy);
        pool("mail", mailers);
        to.gauge("work_lanes", "Keys with a lane: users, accounts, sessions.", on.lanes::size);
        to.gauge("work_lane_queue_depth", "Tasks that wait in these lanes.", on.lanes::waiting);
        to.total("loop_stall", "Event loops that did not turn for 200 ms.", stalls::stalls);
        to.gauge("loop_stalled_seconds", "How long the slowest loop has not turned.", () -> seconds(stalls.longest()));
    }

    private void pool(String name, ExecutorService threads) {
        if (threads instanceof ThreadPoolExecutor pool) {
            to.gauge("work_queue_depth", "Tasks that wait for a thread.", pool.getQueue()::size, "pool", name);
            to.gauge("work_busy_threads", "Threads at work.", pool::getActiveCount, "pool", name);
        }
    }

    private void of(PeopleService people, PasswordCheck passwords) {
        to.gauge(
                "directory_people", "Enabled people.", () -> people.book.users().size());
        to.gauge("directory_queue_depth", "Changes of people that wait or are under way.", people.people::waiting);
        to.gauge("directory_password_queue_depth", "Passwords that wait to be checked, or are.", passwords::waiting);
    }

    private void of(SipServer server) {
        server.transport().measure(to);
        var core = server.core();
        to.gauge("sip_bindings", "Phones that are registered.", core.bindings()::size);
        to.gauge("sip_forwarding", "Requests that are being forwarded.", core.proxy()::forwarding);
        to.total(
                "sip_turned_away",
                "Messages of strangers who send too many, or are banned.",
                core.gatekeeper()::turnedAway);
        var overload = core.overload();
        to.gauge(
                "sip_overloaded",
                "Whether new calls and subscriptions are refused for want of time.",
                () -> overload.isOn() ? 1 : 0);
        to.gauge("sip_queue_depth", "New calls and subscriptions that wait for their loop.", overload::waiting);
        to.total("sip_overload_refused", "New calls and subscriptions that were refused so.", overload::refusals);
        to.gauge("sip_banned", "Addresses that nothing is taken from.", core.bans()::size);
        to.total("sip_registration", "REGISTERs that were accepted.", core.registrar()::registered);
        to.total("sip_challenge", "401 and 407 that were sent.", core.authenticator()::challenged);
        var events = core.events();
        to.gauge("sip_subscriptions", "Subscriptions of phones and peers.", events::subscriptions);
        to.gauge("sip_publications", "What phones and peers have published.", events::publications);
        to.total("sip_unsolicited", "NOTIFYs to phones that had not subscribed.", events::unsolicited);
        to.total("sip_login_failed", "Wrong names or passwords of phones.", core.authenticator()::failed);
        var calls = core.calls();
        to.gauge("call_open", "Calls that are not over and settled.", calls::size);
        to.gauge("call_queue_depth", "Writes of calls on their way to the database.", calls::waiting);
        to.gauge("call_busy_people", "People whose phones are not idle.", () -> calls.busy()
                .size());
        to.total("call_ended", "Logical calls that are over.", calls.log()::calls);
        for (var outcome : Outcome.values()) {
            to.total(
                    "call_leg",
                    "Calls to our people that are over.",
                    () -> calls.log().legs(outcome),
                    "outcome",
                    outcome.name().toLowerCase(Locale.ROOT));
        }
        to.total("call_withdrawn", "Calls that nothing refreshed in time.", calls.log()::withdrawn);
        to.total("call_write_failed", "Attempts to write a call that failed.", calls.log()::failedWrites);
    }

    private void of(XmppCore core) {
        to.gauge("xmpp_sessions", "Clients that have logged in.", core::connected);
        to.gauge("xmpp_streams", "Connections of clients.", core.streams()::count);
        core.bytestreams().ifPresent(relay -> to.gauge("xmpp_relayed", "Connections for bytestreams.", relay::size));
        to.gauge("xmpp_unsent_bytes", "Bytes that wait for clients to take them.", core.streams()::unwritten);
        to.total("xmpp_login_failed", "Wrong names or passwords in chat.", core.streams()::failedLogins);
        to.gauge("xmpp_node_cache_bytes", "What the nodes used last take in memory.", () -> core.nodes()
                .bytes());
        to.total("xmpp_node_cache_hit", "Nodes that were looked for and in memory.", () -> core.nodes()
                .hits());
        to.total("xmpp_node_cache_miss", "Nodes that had to be read.", () -> core.nodes()
                .misses());
        to.total("xmpp_push_sent", "Pushes for devices that sleep.", () -> core.pushes()
                .sent());
        to.total("xmpp_push_failed", "Pushes that their services refused.", () -> core.pushes()
                .failed());
        to.total("xmpp_push_disabled", "Devices whose services refused for good.", () -> core.pushes()
                .disabled());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
