package offhook.sip.registrar;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.UserId;
import offhook.sip.message.Host;
import offhook.sip.message.Method;
import offhook.sip.message.NameAddr;
import offhook.sip.message.Uri;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;

/**
 * A phone can be reached here (RFC 3261 §10). It is immutable and safe to share.
 *
 * @param user whose credentials made it; nobody else's calls go there
 * @param aor the user part of the address of record it was made for
 * @param contact the value of its Contact without "expires"
 * @param q from 0 to 1, how much the phone is preferred
 * @param path the Route that leads to it, RFC 3327 §5.3; empty if it registered directly
 * @param received where the REGISTER really came from
 * @param flow the connection it came on, as long as this process lives
 * @param refreshed when it was made, or last made again
 */
public record Binding(
        UserId user,
        String aor,
        Uri uri,
        String contact,
        double q,
        Instant expires,
        String callId,
        long cseq,
        List<String> path,
        Protocol protocol,
        InetSocketAddress received,
        Optional<Flow> flow,
        Device device,
        Instant refreshed) {

    public Binding {
        path = List.copyOf(path);
    }

    /** The addresses in it: where it registered from, where it says to be, and the first proxy on the way. */
    Set<InetAddress> addresses() {
        var all = new HashSet<InetAddress>();
        all.add(received.getAddress());
        Host.literal(uri.host()).ifPresent(all::add);
        path.stream()
                .findFirst()
                .flatMap(first -> Host.literal(NameAddr.parse(first).uri().host()))
                .ifPresent(all::add);
        return all;
    }

    /** What it is one of within its address of record: a Contact, or a flow of a device (RFC 5626 §6). */
    String slot() {
        return device.isFlow() ? device.instance() + ' ' + device.regId() : uri.toString();
    }

    /** RFC 5626 §7: a flow whose connection has gone leads nowhere, and nobody else may be behind its address. */
    boolean isUsable() {
        return !device.isFlow()
                || !protocol.isReliable()
                || !path.isEmpty()
                || flow.filter(Flow::isOpen).isPresent();
    }

    /** RFC 3840 §10: whether the phone says that it takes such requests; one that says nothing takes all. */
    public boolean takes(Method method) {
        return NameAddr.parse(contact)
                .param("methods")
                .map(list -> List.of(list.replace("\"", "").strip().split("\\s*,\\s*")))
                .filter(methods -> methods.stream().noneMatch(name -> name.startsWith("!")))
                .map(methods -> methods.stream().anyMatch(method.name()::equalsIgnoreCase))
                .orElse(true);
    }

    public boolean isSameDevice(Binding other) {
        return aor.equals(other.aor) && device.isSame(other.device);
    }

    /** The same binding of a device that has registered anew. */
    Binding inSeries(String series) {
        return new Binding(
                user,
                aor,
                uri,
                contact,
                q,
                expires,
                callId,
                cseq,
                path,
                protocol,
                received,
                flow,
                device.in(series),
                refreshed);
    }

    /** The same one, lasting until then. */
    Binding until(Instant end) {
        return new Binding(
                user, aor, uri, contact, q, end, callId, cseq, path, protocol, received, flow, device, refreshed);
    }

    /** Whether a refresh differs from it in nothing but time, and what comes with it. */
    boolean saysAsMuchAs(Binding refresh) {
        return uri.equals(refresh.uri)
                && contact.equals(refresh.contact)
                && q == refresh.q
                && path.equals(refresh.path)
                && protocol == refresh.protocol
                && received.equals(refresh.received)
                && device.equals(refresh.device);
    }

    boolean isOf(UserId someone, String someAor) {
        return user.equals(someone) && aor.equals(someAor);
    }

    /** Whether a REGISTER with these is newer than the one that made the binding (RFC 3261 §10.3 step 7). */
    boolean isOlderThan(String otherCallId, long otherCseq) {
        return !callId.equals(otherCallId) || otherCseq > cseq;
    }
}
