package offhook.sip.domain;

import java.util.Set;
import offhook.sip.message.Uri;

/**
 * Where the PBX is, and how its extensions are called there.
 *
 * @param server where requests go, a sip URI without user
 * @param at what stands behind the at sign of its extensions: the server itself, unless it has a domain of its own
 */
public record PbxAddress(Uri server, Uri at) {

    /** The address of a number there. */
    public Uri of(String number) {
        return Uri.sip(number, at.host(), at.port());
    }

    /** What may stand behind the at sign of its extensions where it names them itself. */
    public Set<String> hosts() {
        return server.host().equals(at.host()) ? Set.of(at.host()) : Set.of(server.host(), at.host());
    }
}
