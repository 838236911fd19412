package offhook.sip.agent;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import offhook.runtime.work.Loop;
import offhook.sip.auth.Login;
import offhook.sip.locate.Locator;
import offhook.sip.message.CSeq;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.NameAddr;
import offhook.sip.message.Params;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Way;
import offhook.sip.registrar.Phones;
import offhook.sip.transaction.ClientTransaction;
import offhook.sip.transaction.Timing;
import offhook.sip.transaction.TransactionLayer;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Shards;
import offhook.sip.transport.Target;
import offhook.sip.transport.Transport;

/** The user agent that we are ourselves: sends requests of our own, and keeps the dialogs they make. Safe to share. */
public final class Agent {

    /** RFC 3261 §8.1.1.8, and those that move a target (§12.2). */
    private static final Set<Method> WITH_CONTACT =
            Set.of(Method.INVITE, Method.UPDATE, Method.SUBSCRIBE, Method.NOTIFY, Method.REFER);

    private final TransactionLayer layer;
    private final Transport transport;
    private final Shards shards;
    private final Locator locator;
    private final Phones phones;
    private final RandomGenerator random;
    private final Dialogs dialogs;

    /** @param random a strong source */
    public Agent(
            TransactionLayer layer,
            Transport transport,
            Shards shards,
            Locator locator,
            Phones phones,
            RandomGenerator random,
            Dialogs dialogs) {
        this.layer = layer;
        this.transport = transport;
        this.shards = shards;
        this.locator = locator;
        this.phones = phones;
        this.random = random;
        this.dialogs = dialogs;
    }

    public Dialogs dialogs() {
        return dialogs;
    }

    /** Where everything of this Call-ID happens. */
    public Loop loop(String callId) {
        return shards.of(callId);
    }

    public Timing timing() {
        return layer.timing();
    }

    /** A tag or Call-ID that nobody can guess. */
    public String token() {
        return Long.toUnsignedString(random.nextLong(), 36) + Long.toUnsignedString(random.nextLong(), 36);
    }

    /** The number of a session that we describe, RFC 4566 §5.2. */
    public long number() {
        return random.nextInt(1, Integer.MAX_VALUE);
    }

    /** A request that begins something: with a Call-ID and From tag of its own, and CSeq 1 (RFC 3261 §8.1.1). */
    public SipRequest request(Method method, Uri target, Uri from, Uri to) {
        var request = new SipRequest(method, target.withoutHeaders());
        request.append(HeaderName.MAX_FORWARDS, "70");
        request.append(
                HeaderName.FROM,
                NameAddr.of(from, Params.NONE.with("tag", token())).toString());
        request.append(HeaderName.TO, NameAddr.of(to).toString());
        request.append(HeaderName.CALL_ID, token());
        request.append(HeaderName.CSEQ, new CSeq(1, method).toString());
        return request;
    }

    /** To where a URI leads: by the connection of the phone that is registered with it, else by RFC 3263. */
    public Way way(Uri uri) {
        return phones.connection(uri).map(flow -> Way.to(Target.along(flow))).orElseGet(() -> Way.to(uri, locator));
    }

    /**
     * Sends a request that belongs to no dialog; it may be called anywhere.
     *
     * @param request belongs to this call from now on; gets our Via, and our Contact if the method wants one
     * @param login answers challenges; empty where nobody may challenge us
     * @param then is told its end, on the loop of the Call-ID
     */
    public void send(SipRequest request, Way way, Optional<Login> login, Consumer<Exchange> then) {
        send(request, way, login, "", then);
    }

    /**
     * The same with a Contact of this user, for a REGISTER (RFC 3261 §10.2.1).
     *
     * @param contact the user of a {@link Contacts contact} of ours; "" for none
     */
    public void send(SipRequest request, Way way, Optional<Login> login, String contact, Consumer<Exchange> then) {
        var number = new long[] {request.cseq().number()};
        var sending = new Sending(this, request, login, contact, () -> ++number[0], then::accept);
        var loop = loop(request.callId());
        if (loop.here()) {
            sending.start(way);
        } else {
            loop.execute(() -> sending.start(way));
        }
    }

    /** @param next the number of the request after this one: it may have to be sent again with credentials */
    Sending send(SipRequest request, Way way, Optional<Login> login, LongSupplier next, Responses then) {
        var sending = new Sending(this, request, login, "", next, then);
        sending.start(way);
        return sending;
    }

    /**
     * Calls somebody, RFC 3261 §13.2; to be called on the loop of the Call-ID.
     *
     * @param invite belongs to this call from now on
     * @param ways how requests get to the next hop
     */
    public OutgoingCall invite(
            SipRequest invite, Optional<Login> login, Function<Uri, Way> ways, OutgoingListener listener) {
        var call = new OutgoingCall(this, login, ways, listener);
        call.start(invite);
        return call;
    }

    /**
     * Begins to take part in a dialog; to be called on the loop of its Call-ID.
     *
     * @param ways how requests get to the next hop
     */
    public OpenDialog open(Dialog dialog, Optional<Login> login, Function<Uri, Way> ways, DialogListener listener) {
        var open = new OpenDialog(this, dialog, false, login, ways, listener);
        dialogs.put(open);
        return open;
    }

    /**
     * Requests may come for a dialog whose other tag is not known yet: a NOTIFY before the 2xx to its SUBSCRIBE, perhaps
     * several from where it was forked to (RFC 6665 §4.4.1). Those that belong to an open dialog go there.
     */
    public void expect(String callId, String localTag, DialogListener listener) {
        dialogs.expect(callId, localTag, listener);
    }

    public void unexpect(String callId, String localTag) {
        dialogs.unexpect(callId, localTag);
    }

    /** How we are reached by those at the other end of a flow. */
    public static String contact(Flow flow) {
        return contact("", flow);
    }

    private static String contact(String user, Flow flow) {
        var protocol = flow.protocol();
        return "<sip:" + (user.isEmpty() ? "" : user + '@') + flow.sentBy()
                + (protocol == Protocol.UDP ? "" : ";transport=" + protocol.param()) + '>'
                + (user.isEmpty() ? "" : ";methods=\"" + Contacts.METHODS + '"');
    }

    // What a request on its way needs.

    ClientTransaction transmit(SipRequest request, Target target, String contact, Sending listener) {
        boolean wanted = WITH_CONTACT.contains(request.method()) || !contact.isEmpty();
        if (wanted && !request.has(HeaderName.CONTACT)) {
            request.append(HeaderName.CONTACT, contact(contact, transport.flow(target)));
        }
        return layer.send(request, target, listener);
    }

    /** RFC 3261 §13.2.2.4: the ACK of a 2xx has no transaction, and no other server is tried for it. */
    void ack(SipRequest ack, Way way) {
        way.find(
                loop(ack.callId()),
                targets -> targets.stream().findFirst().ifPresent(target -> layer.sendAck(ack, target, "")));
    }

    RandomGenerator random() {
        return random;
    }

    void failed(Target target) {
        locator.outages().failed(target);
    }
}
