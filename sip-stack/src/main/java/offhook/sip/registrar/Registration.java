package offhook.sip.registrar;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import offhook.directory.UserId;
import offhook.sip.message.HeaderName;
import offhook.sip.message.NameAddr;
import offhook.sip.message.Params;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.transport.Flow;

/**
 * What a REGISTER asks for, against the bindings there are: RFC 3261 §10.3 steps 6 and 7, without effects.
 *
 * @param user whose credentials it carries
 * @param aor the user part of the address of record
 * @param newSeries for the temporary GRUUs of a device that registers anew
 */
record Registration(
        SipRequest request,
        Flow source,
        UserId user,
        String aor,
        Expiries expiries,
        Instant now,
        Supplier<String> newSeries) {

    private static final int MOST_CONTACTS = 16;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");
    private static final Pattern PREFERENCE = Pattern.compile("0(\\.\\d{0,3})?|1(\\.0{0,3})?");

    /** How long bindings may last; what a phone does not say, and what is too short or too long. */
    record Expiries(Duration usual, Duration shortest, Duration longest) {}

    /** @throws SipFailure if the request is refused as a whole */
    BindingChange change(List<Binding> current) {
        var contacts = request.values(HeaderName.CONTACT);
        if (contacts.contains("*")) {
            return all(contacts, current);
        }
        var flows = Outbound.of(request);
        checkFlows(flows);
        var removed = new ArrayList<Binding>();
        var put = new ArrayList<Binding>();
        for (var contact : request.addresses(HeaderName.CONTACT)) {
            var device = Device.of(contact, flows.applies());
            var known = current.stream()
                    .filter(binding -> isSame(binding, contact, device))
                    .findFirst();
            known.ifPresent(this::checkOrder);
            var lasting = lasting(contact);
            var next = lasting.isZero()
                    ? Optional.<Binding>empty()
                    : Optional.of(binding(contact, lasting, device.in(series(device, known, current, put))));
            known.filter(binding -> next.isEmpty() || !next.get().slot().equals(binding.slot()))
                    .ifPresent(removed::add);
            next.ifPresent(put::add);
        }
        if (current.size() + put.size() - removed.size() > MOST_CONTACTS && grows(current, put)) {
            throw new SipFailure(403, "Too Many Contacts");
        }
        return new BindingChange(removed, put);
    }

    /** RFC 5626 §6: a flow is registered alone. */
    private void checkFlows(Outbound flows) {
        var lasting = request.addresses(HeaderName.CONTACT).stream()
                .filter(contact -> !lasting(contact).isZero())
                .toList();
        if (lasting.size() > 1
                && lasting.stream()
                        .anyMatch(contact -> Device.of(contact, flows.applies()).isFlow())) {
            throw new SipFailure(400, "More Than One Contact For A Flow");
        }
    }

    /** RFC 5626 §6: a flow is known by its device and number, anything else by its URI. */
    private static boolean isSame(Binding binding, NameAddr contact, Device device) {
        return (device.isFlow() || binding.device().isFlow())
                ? device.isSameFlow(binding.device())
                : binding.uri().isEquivalent(contact.uri());
    }

    /** RFC 5627 §5.1: another Call-ID than last time means that the device began anew. */
    private String series(Device device, Optional<Binding> known, List<Binding> current, List<Binding> put) {
        if (device.instance().isEmpty()) {
            return "";
        }
        var others = current.stream()
                .filter(binding -> binding.device().isSame(device))
                .toList();
        var last = known.or(() -> device.isFlow() ? Optional.empty() : newest(others));
        if (last.isPresent() && !last.get().callId().equals(request.callId())) {
            var series = newSeries.get();
            others.stream()
                    .filter(binding -> !known.equals(Optional.of(binding)))
                    .forEach(binding -> put.add(binding.inSeries(series)));
            return series;
        }
        return newest(others).map(binding -> binding.device().series()).orElseGet(newSeries);
    }

    private static Optional<Binding> newest(List<Binding> bindings) {
        return bindings.stream().max(Comparator.comparing(Binding::refreshed));
    }

    private static boolean grows(List<Binding> current, List<Binding> put) {
        return put.stream().anyMatch(one -> current.stream()
                .noneMatch(
                        other -> other.slot().equals(one.slot()) || other.uri().isEquivalent(one.uri())));
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
        return Optional.of(
                SECONDS.matcher(text).matches() ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ofHours(1));
    }

    private Binding binding(NameAddr contact, Duration lasting, Device device) {
        if (!contact.uri().isSip()) {
            throw new SipFailure(400, "Bad Contact: Not A SIP URI");
        }
        // RFC 4475 §3.3.14: headers in it are told to whoever asks; in what goes there they have no place (RFC 3261
        // §19.1.1).
        var uri = contact.uri();
        return new Binding(
                user,
                aor,
                uri,
                NameAddr.of(uri, withoutOurs(contact.params())).toString(),
                q(contact),
                now.plus(lasting),
                request.callId(),
                request.cseq().number(),
                request.values(HeaderName.PATH),
                source.protocol(),
                source.remote(),
                Optional.of(source),
                device,
                now);
    }

    /** RFC 5627 §5.1: nobody suggests a GRUU. */
    private static Params withoutOurs(Params params) {
        return params.without("expires").without("pub-gruu").without("temp-gruu");
    }

    /** RFC 3261 §20.10: up to three digits after the point; without it, a phone is as good as any. */
    private static double q(NameAddr contact) {
        var q = contact.param("q").orElse("1");
        if (!PREFERENCE.matcher(q).matches()) {
            throw new SipFailure(400, "Bad Contact: q");
        }
        return Double.parseDouble(q);
    }
}
