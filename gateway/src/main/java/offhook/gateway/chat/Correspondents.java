package offhook.gateway.chat;

import java.util.Optional;
import java.util.Set;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.address.AddressMapping;
import offhook.directory.address.Jid;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;
import offhook.sip.message.Host;
import offhook.sip.message.SipFailure;
import offhook.sip.message.Uri;

/**
 * Who is who in the other world. Those whom the directory does not know are people of {@code phone.<domain>}: a number
 * or name as it is, and {@code name%host} for those of elsewhere. Safe to share.
 */
public final class Correspondents {

    private static final String ANONYMOUS = "anonymous";

    private final Directory directory;
    private final String service;
    private final Set<String> pbx;

    /** @param pbx its host and its domain, empty if there is none: whoever is there is known by their number alone */
    public Correspondents(Directory directory, Set<String> pbx) {
        this.directory = directory;
        this.service = "phone." + directory.domain();
        this.pbx = Set.copyOf(pbx);
    }

    /** A bare JID which {@link #toSip} leads back from, unless the caller withholds who they are. */
    public Jid toXmpp(Caller caller) {
        var person = caller.user().flatMap(directory::user);
        if (person.isPresent()) {
            return person.get().jid();
        }
        var address = caller.address();
        if (caller.withheld() || address.user().isEmpty()) {
            return Jid.of(ANONYMOUS, service);
        }
        var host = address.host();
        boolean ofTheHouse = host.isEmpty()
                || host.equals(directory.domain())
                || pbx.contains(host)
                || Host.literal(host).isPresent();
        var name = ofTheHouse ? address.user() : address.user() + '%' + host;
        return AddressMapping.toJid(SipUri.of(name, service)).orElseGet(() -> Jid.of(ANONYMOUS, service));
    }

    /** Whether one of our people can be called at the PBX. */
    public boolean isAtPbx(User person) {
        return !pbx.isEmpty() && !person.extensions().isEmpty();
    }

    /** Empty for nobody: the service itself, and those who withhold who they are. */
    public Optional<Uri> toSip(Jid jid) {
        if (jid.local().isEmpty() || jid.local().equals(ANONYMOUS)) {
            return Optional.empty();
        }
        return AddressMapping.toSip(jid.bare()).flatMap(uri -> {
            int percent = uri.user().lastIndexOf('%');
            return percent <= 0
                    ? uri(uri.user(), directory.domain())
                    : uri(uri.user().substring(0, percent), uri.user().substring(percent + 1));
        });
    }

    /** The address of record of one of our people; empty if they have none. */
    public static Optional<Uri> addressOf(User user) {
        return user.aors().stream().findFirst().map(aor -> Uri.parse(aor.toString()));
    }

    private static Optional<Uri> uri(String user, String host) {
        try {
            return Optional.of(Uri.parse(SipUri.of(user, host).toString()));
        } catch (IllegalArgumentException | SipFailure e) {
            return Optional.empty();
        }
    }
}
