package offhook.sip.proxy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.Services;
import offhook.sip.message.HeaderName;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipMessage;
import offhook.sip.message.Uri;

/** Where a call was before, by what PBXs write down: History-Info (RFC 7044) and Diversion (RFC 5806). */
public final class Diversions {

    private Diversions() {}

    /** Our people for whom a request was before it was sent on. */
    static Set<UserId> people(SipMessage message, OwnAddresses own) {
        var people = new LinkedHashSet<UserId>();
        addresses(message, HeaderName.DIVERSION).forEach(uri -> person(uri, own).ifPresent(people::add));
        var history = addresses(message, HeaderName.HISTORY_INFO);
        // RFC 7044 §5: the last entry is where the request is now.
        history.stream().limit(Math.max(0, history.size() - 1)).forEach(uri -> person(uri, own)
                .ifPresent(people::add));
        return people;
    }

    /** Whom of us the caller wanted before anybody sent the call on. */
    public static Optional<UserId> original(SipMessage message, OwnAddresses own) {
        // RFC 7044 §9: the first entry is the oldest. RFC 5806 §4.1: "added to the top", so the last one is.
        var stations = new ArrayList<>(addresses(message, HeaderName.HISTORY_INFO));
        var diversions = new ArrayList<>(addresses(message, HeaderName.DIVERSION));
        Collections.reverse(diversions);
        stations.addAll(diversions);
        return stations.stream().flatMap(uri -> person(uri, own).stream()).findFirst();
    }

    /** Whether the last station of a call that was answered is a service. */
    static boolean endsAt(SipMessage response, Services services) {
        var history = addresses(response, HeaderName.HISTORY_INFO);
        return !history.isEmpty()
                && OwnAddresses.read(history.get(history.size() - 1))
                        .filter(uri -> services.has(uri.user()))
                        .isPresent();
    }

    private static List<Uri> addresses(SipMessage message, HeaderName name) {
        try {
            return message.addresses(name).stream().map(NameAddr::uri).toList();
        } catch (SipFailure unreadable) {
            return List.of();
        }
    }

    private static Optional<UserId> person(Uri uri, OwnAddresses own) {
        return own.find(uri)
                .filter(User.class::isInstance)
                .map(User.class::cast)
                .map(User::id);
    }
}
