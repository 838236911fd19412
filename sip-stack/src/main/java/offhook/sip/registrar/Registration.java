package offhook.sip.registrar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.sip.message.HeaderName;
import offhook.sip.message.NameAddr;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.transport.Flow;

/**
 * What a REGISTER asks for, against the bindings there are: RFC 3261 §10.3 steps 6 and 7, without effects.
 *
 * @param user whose credentials it carries
 * @param aor the user part of the address of record
 */
record Registration(SipRequest request, Flow source, UserId user, String aor, Expiries expiries, Instant now) {

    private static final int MOST_CONTACTS = 16;

    /** How long bindings may last; what a phone does not say, and what is too short or too long. */
    record Expiries(Duration usual, Duration shortest, Duration longest) {}

    /** @throws SipFailure if the request is refused as a whole */
    BindingChange change(List<Binding> current) {
        var contacts = request.values(HeaderName.CONTACT);
        if (contacts.contains("*")) {
            return all(contacts, current);
        }
        var removed = new ArrayList<Binding>();
        var put = new ArrayList<Binding>();
        for (var contact : request.addresses(HeaderName.CONTACT)) {
            var known = current.stream()
                    .filter(binding -> binding.uri().isEquivalent(contact.uri()))
                    .findFirst();
            known.ifPresent(this::checkOrder);
            var lasting = lasting(contact);
            var same = known.filter(binding -> binding.uri().equals(contact.uri()) && !lasting.isZero());
            if (same.isEmpty()) {
                known.ifPresent(removed::add);
            }
            if (!lasting.isZero()) {
                put.add(binding(contact, lasting));
            }
        }
        if (current.size() + put.size() - removed.size() > MOST_CONTACTS && grows(current, put)) {
            throw new SipFailure(403, "Too Many Contacts");
        }
        return new BindingChange(removed, put);
    }

    private static boolean grows(List<Binding> current, List<Binding> put) {
        return put.stream()
                .anyMatch(one -> current.stream().noneMatch(other -> other.uri().isEquivalent(one.uri())));
    }

    /** Step 6: an asterisk stands alone, with Expires 0, and means every binding. */
    private BindingChange all(List<String> contacts, List<Binding> current) {
        if (contacts.size() != 1 || expires().filter(Duration::isZero).isEmpty()) {
            throw new SipFailure(400, "Bad Contact: * Needs Expires 0");
        }
        current.forEach(this::checkOrder);
        return new BindingChange(current, List.of());
    }

    private void checkOrder(Binding binding) {
        if (!binding.isOlderThan(request.callId(), request.cseq().number())) {
            throw new SipFailure(500, "CSeq Out Of Order");
        }
    }

    private Duration lasting(NameAddr contact) {
        var wanted = contact.param("expires")
                .flatMap(Registration::seconds)
                .or(this::expires)
                .orElse(expiries.usual);
        if (wanted.isZero()) {
            return wanted;
        }
        if (wanted.compareTo(expiries.shortest) < 0 && wanted.compareTo(Duration.ofHours(1)) < 0) {
            throw new SipFailure(423);
        }
        return wanted.compareTo(expiries.longest) > 0 ? expiries.longest : wanted;
    }

    private Optional<Duration> expires() {
        return request.value(HeaderName.EXPIRES).flatMap(Registration::seconds);
    }

    /** RFC 3261 §20.10: a malformed value counts as 3600; §20.19: a number of seconds up to 2^32-1. */
    private static Optional<Duration> seconds(String text) {
        return Optional.of(text.matches("\\d{1,10}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ofHours(1));
    }

    private Binding binding(NameAddr contact, Duration lasting) {
        if (!contact.uri().isSip()) {
            throw new SipFailure(400, "Bad Contact: Not A SIP URI");
        }
        // RFC 3261 §19.1.1: headers in a URI have no place in the INVITE that goes there.
        var uri = contact.uri().withoutHeaders();
        return new Binding(
                user,
                aor,
                uri,
                NameAddr.of(uri, contact.params().without("expires")).toString(),
                q(contact),
                now.plus(lasting),
                request.callId(),
                request.cseq().number(),
                request.values(HeaderName.PATH),
                source.protocol(),
                source.remote(),
                Optional.of(source));
    }

    /** RFC 3261 §20.10: up to three digits after the point; without it, a phone is as good as any. */
    private static double q(NameAddr contact) {
        var q = contact.param("q").orElse("1");
        if (!q.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?")) {
            throw new SipFailure(400, "Bad Contact: q");
        }
        return Double.parseDouble(q);
    }
}
