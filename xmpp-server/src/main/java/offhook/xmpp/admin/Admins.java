package offhook.xmpp.admin;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import offhook.directory.address.Jid;

/** Who administers the server: users of it whom the configuration names. Immutable and safe to share. */
public final class Admins implements Predicate<Jid> {

    private final String domain;
    private final Set<String> names;

    public Admins(Jid server, Collection<String> names) {
        domain = server.domain();
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether somebody is one; a resource is ignored. */
    @Override
    public boolean test(Jid jid) {
        return jid.domain().equals(domain) && names.contains(jid.local());
    }
}
