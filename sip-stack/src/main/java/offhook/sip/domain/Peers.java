package offhook.sip.domain;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import offhook.runtime.config.Cidr;

/** Those who need no digest and are believed, by their addresses: the PBX, and whom the admin names. Safe to share. */
public final class Peers {

    private final List<Cidr> trusted;
    private final Set<String> names;
    private volatile Set<InetAddress> pbx;

    /**
     * @param names of peers
     * @param pbx the addresses of the PBX's servers; empty if there is none
     */
    public Peers(List<Cidr> trusted, Set<String> names, Collection<InetAddress> pbx) {
        this.trusted = List.copyOf(trusted);
        this.names = Set.copyOf(names);
        this.pbx = Set.copyOf(pbx);
    }

    /** The PBX has moved, says DNS. */
    public void pbxAt(Collection<InetAddress> addresses) {
        pbx = Set.copyOf(addresses);
    }

    public boolean isPbx(InetAddress address) {
        return pbx.contains(address);
    }

    public boolean isOne(InetAddress address) {
        return isPbx(address) || trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** Whether a peer is called so. */
    public boolean isNamed(String host) {
        return names.contains(host);
    }
}
