package offhook.sip.proxy;

import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.sip.message.Uri;

/**
 * One target of a request, RFC 3261 §16.5.
 *
 * @param user whose phone it is; empty for a PBX and for what is within a dialog
 * @param uri the Request-URI it will have
 * @param way to the next hop
 * @param route what it gets in front of its Route
 * @param trusted it may know who calls although the caller asked for privacy (RFC 3325 §7)
 */
record Destination(Optional<UserId> user, Uri uri, Way way, List<String> route, boolean trusted) {

    Destination {
        route = List.copyOf(route);
    }
}
