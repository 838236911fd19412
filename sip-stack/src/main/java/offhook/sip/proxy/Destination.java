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
 * @param flow it is reached by a flow that it has opened (RFC 5626), and by nothing else
 * @param others ways to the same device, for when this one leads nowhere (RFC 5626 §7)
 */
public record Destination(
        Optional<UserId> user,
        Uri uri,
        Way way,
        List<String> route,
        boolean trusted,
        boolean flow,
        List<Destination> others) {

    public Destination {
        route = List.copyOf(route);
        others = List.copyOf(others);
    }

    /** Nobody's phone, and directly reached. */
    public static Destination of(Uri uri, Way way, boolean trusted) {
        return new Destination(Optional.empty(), uri, way, List.of(), trusted, false, List.of());
    }

    /** Whether it is a phone of this person. */
    boolean isOf(UserId whose) {
        return user.filter(whose::equals).isPresent();
    }

    /** Without the other ways to the same device. */
    Destination alone() {
        return others.isEmpty() ? this : or(List.of());
    }

    Destination or(List<Destination> otherWays) {
        return new Destination(user, uri, way, route, trusted, flow, otherWays);
    }
}
