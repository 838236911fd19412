package offhook.sip.event;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.sip.agent.Dialog;
import offhook.sip.transport.Protocol;

/**
 * A subscription as it is kept over a restart.
 *
 * @param dialog with a local CSeq that no NOTIFY has reached yet
 * @param watcher empty for a trusted peer
 * @param protocol by which the last SUBSCRIBE came
 * @param source where it came from
 */
record SubscriptionRow(
        Dialog dialog,
        EventHeader event,
        UserId watched,
        Optional<UserId> watcher,
        Instant expires,
        Protocol protocol,
        InetSocketAddress source) {}
