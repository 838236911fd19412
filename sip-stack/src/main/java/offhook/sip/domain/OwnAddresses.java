package offhook.sip.domain;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import offhook.directory.Callee;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.SipUri;
import offhook.sip.message.Host;
import offhook.sip.message.Uri;

/** What is ours in a URI: our domain, and the addresses where we listen. Safe to share. */
public final class OwnAddresses {

    private final Directory directory;
    private final Set<String> pbx;
    private volatile Set<String> listening = Set.of();

    /** Where there is no PBX. */
    public OwnAddresses(Directory directory) {
        this(directory, Set.of());
    }

    /** @param pbx what stands behind the at sign of the extensions of the PBX */
    public OwnAddresses(Directory directory, Set<String> pbx) {
        this.directory = directory;
        this.pbx = Set.copyOf(pbx);
    }

    /** @param hostPorts host and port of each listener, as Via and Record-Route write them */
    public void listenOn(Collection<String> hostPorts) {
        listening = Set.copyOf(hostPorts);
    }

    public String domain() {
        return directory.domain();
    }

    /** Whether a request to this URI is for us to decide; a tel URI always is. */
    public boolean isOurs(Uri uri) {
        return !uri.isSip() || uri.host().equals(domain()) || isListener(uri);
    }

    /** Whether the URI names one of our listeners, as those do that we put into Record-Route. */
    public boolean isListener(Uri uri) {
        int port = uri.port() != 0 ? uri.port() : uri.scheme().equals("sips") ? 5061 : 5060;
        return listening.contains(uri.host() + ':' + port);
    }

    /** Whether a peer who writes this means somebody of us: by our domain, by that of the PBX, or by the address of either. */
    public boolean isOfTheHouse(Uri uri) {
        return isOurs(uri)
                || pbx.contains(uri.host())
                || Host.literal(uri.host()).isPresent();
    }

    /** Who a URI of ours calls. Phones may name us by our address instead of our domain. */
    public Optional<Callee> find(Uri uri) {
        return inDomain(uri).flatMap(directory::find);
    }

    /** Somebody who may be called. */
    public Optional<User> person(UserId user) {
        return directory.user(user).filter(User::enabled);
    }

    /** Whether this is somebody who may be called. */
    public boolean isHere(UserId user) {
        return person(user).isPresent();
    }

    /** The URI in our domain, RFC 3261 §10.3 step 5; empty if it is no address of anybody. */
    public Optional<SipUri> inDomain(Uri uri) {
        return read(uri).map(read -> read.host().isEmpty() ? read : SipUri.of(read.user(), domain()));
    }

    /** The person of whom this is the user part of an address; null if it is nobody's. */
    public String person(String user) {
        try {
            return directory
                    .find(SipUri.of(user, domain()))
                    .filter(User.class::isInstance)
                    .map(callee -> ((User) callee).id().value())
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The URI as the directory reads it; empty if a part of it is not allowed. */
    public static Optional<SipUri> read(Uri uri) {
        try {
            return Optional.of(SipUri.parse(uri.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
