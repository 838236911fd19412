package offhook.sip.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.sip.agent.Agent;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.domain.PbxAddress;
import offhook.sip.locate.Locator;
import offhook.sip.message.CSeq;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Destination;
import offhook.sip.proxy.PhoneLines;
import offhook.sip.proxy.Way;
import offhook.sip.registrar.Bindings;
import offhook.sip.registrar.Gruus;

/** Writes to phones, and to whom the PBX or DNS knows, RFC 3428. Safe to share. */
public final class TextSender {

    /** RFC 3428 §8: what is longer goes only where congestion is under control. */
    private static final int MOST_BY_UDP = 1300;

    /** Our Via is not in it yet. */
    private static final int VIA = 150;

    private static final Pattern CALL_ID = Pattern.compile("[A-Za-z0-9.!%*_+`'~()<>:/\\[\\]?{}-]{1,100}");
    private static final Instant YEAR_2020 = Instant.parse("2020-01-01T00:00:00Z");

    private final Agent agent;
    private final OwnAddresses own;
    private final PhoneLines lines;
    private final Optional<PbxAddress> pbx;
    private final Locator locator;
    private final boolean federation;

    /** Grows over a restart, too: texts of one conversation share their Call-ID (RFC 3261 §8.1.1.5). */
    private final AtomicLong number;

    /** @param federation whether others than our people and those of the PBX may be written to */
    public TextSender(
            Agent agent,
            OwnAddresses own,
            Bindings bindings,
            Optional<PbxAddress> pbx,
            Locator locator,
            boolean federation,
            InstantSource clock) {
        this.agent = agent;
        this.own = own;
        this.lines = new PhoneLines(bindings);
        this.pbx = pbx;
        this.locator = locator;
        this.federation = federation;
        number = new AtomicLong(clock.instant().getEpochSecond() - YEAR_2020.getEpochSecond());
    }

    /**
     * Sends a text. All phones of a person get it; it has arrived when one has taken it.
     *
     * @param from the address of record of one of our people, with the device that it comes from
     * @param then is told the final response, or one of our own: 404 for nobody, 480 for nobody's phone, 513 for more than
     *     UDP may carry; on a loop, or at once
     */
    public void send(Uri from, Uri to, Text text, Consumer<SipResponse> then) {
        var message = message(from, to, text);
        var all = destinations(to);
        if (all.isEmpty()) {
            then.accept(SipResponse.to(message, status(to)));
            return;
        }
        var loop = agent.loop(message.callId());
        loop.execute(() -> new Copies(all.size(), then).send(all, message));
    }

    private int status(Uri to) {
        return own.isOurs(to) && own.find(to).isPresent() ? 480 : 404;
    }

    private List<Destination> destinations(Uri to) {
        if (!own.isOurs(to)) {
            return federation ? List.of(Destination.of(to, Way.to(to, locator), false)) : List.of();
        }
        var callee = own.find(to).orElse(null);
        if (callee instanceof User user) {
            return lines.of(user.id(), to).stream().flatMap(List::stream).toList();
        }
        if (callee instanceof RingGroup) {
            return List.of();
        }
        return pbx.map(at -> Destination.of(at(to, at), Way.to(at.server(), locator), true)).stream()
                .toList();
    }

    private static Uri at(Uri to, PbxAddress pbx) {
        var there = pbx.of(to.user());
        return Gruus.instance(to).map(device -> Gruus.publicGruu(there, device)).orElse(there);
    }

    /** RFC 7572 §4: a thread is a Call-ID, if it can be one. */
    private SipRequest message(Uri from, Uri to, Text text) {
        var message = agent.request(Method.MESSAGE, to, from, to);
        if (CALL_ID.matcher(text.conversation()).matches()) {
            message.set(HeaderName.CALL_ID, text.conversation());
        }
        message.set(HeaderName.CSEQ, new CSeq(number.incrementAndGet(), Method.MESSAGE).toString());
        if (!text.subject().isEmpty()) {
            message.append(HeaderName.SUBJECT, text.subject().replace('\t', ' '));
        }
        if (text.language().matches("[A-Za-z0-9-]{1,35}")) {
            message.append(HeaderName.CONTENT_LANGUAGE, text.language());
        }
        message.setBody("text/plain;charset=utf-8", text.body().getBytes(UTF_8));
        return message;
    }

    /** One text on its way to several phones, on the loop of its Call-ID. */
    private final class Copies {

        private final Consumer<SipResponse> then;
        private int open;
        private SipResponse best;

        Copies(int open, Consumer<SipResponse> then) {
            this.open = open;
            this.then = then;
        }

        void send(List<Destination> all, SipRequest message) {
            all.forEach(one -> send(one, message.copy()));
        }

        private void send(Destination one, SipRequest copy) {
            copy.setUri(one.uri().withoutHeaders());
            one.route().forEach(hop -> copy.append(HeaderName.ROUTE, hop));
            boolean large = copy.encode().length + VIA > MOST_BY_UDP;
            var barred = new boolean[1];
            var way = one.way().where(target -> {
                boolean passes = !large || target.protocol().isReliable();
                barred[0] |= !passes;
                return passes;
            });
            agent.send(copy, way, Optional.empty(), exchange -> {
                var response = exchange.response();
                boolean tooLarge = barred[0] && response.status() == 503;
                ended(tooLarge ? SipResponse.to(copy, 513) : response);
            });
        }

        private void ended(SipResponse response) {
            if (open == 0) {
                return;
            }
            open--;
            if (best == null || response.status() < best.status()) {
                best = response;
            }
            if (best.status() < 300 || open == 0) {
                open = 0;
                then.accept(best);
            }
        }
    }
}
