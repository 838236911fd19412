package offhook.sip.transaction;

import java.util.HashMap;
import java.util.Map;
import offhook.runtime.work.Admission;
import offhook.runtime.work.Loop;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.sip.message.Via;
import offhook.sip.transport.Flow;
import offhook.sip.transport.ReturnPath;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transactions of one loop, and which of them a message belongs to. */
final class TransactionTable {

    private static final Logger LOG = LoggerFactory.getLogger(TransactionTable.class);

    /** Peers whose sent-by is remembered, a power of two. */
    private static final int RECENT = 256;

    private final Loop loop;
    private final TransactionLayer layer;
    private final Tokens tokens;
    private final Map<ServerKey, ServerTransaction> servers = new HashMap<>();
    private final Map<String, ClientTransaction> clients = new HashMap<>();
    private final Map<String, ClientTransaction> cancels = new HashMap<>();
    private final String[] sentBys = new String[RECENT];

    /** What begins a call or a subscription, in front of the loop. */
    private final Admission<Newcomer> door;

    private record Newcomer(SipRequest request, Flow from) {}

    TransactionTable(Loop loop, TransactionLayer layer, Tokens tokens) {
        this.loop = loop;
        this.layer = layer;
        this.tokens = tokens;
        this.door = new Admission<>(loop, this::admit, this::turnAway, layer.overload());
    }

    Loop loop() {
        return loop;
    }

    Timing timing() {
        return layer.timing();
    }

    TransactionUser user() {
        return layer.user();
    }

    OwnTags tags() {
        return layer.tags();
    }

    /** In seconds, as the header has it. */
    String retryAfter() {
        return Long.toString(layer.limits().retryAfter().toSeconds());
    }

    int size() {
        return servers.size() + clients.size() + cancels.size();
    }

    boolean isFull() {
        return size() >= layer.limits().transactions();
    }

    // What comes in

    /** RFC 3261 §17.2.3. */
    void receive(SipRequest request, Flow from) {
        var known = servers.get(ServerKey.of(request));
        if (request.is(Method.ACK)) {
            ack(known, request, from);
        } else if (known != null) {
            known.requestAgain();
        } else if (refuses(request)) {
            overloaded(request, from);
        } else if (isOptional(request) || (request.is(Method.CANCEL) && isForANewcomer(request))) {
            door.add(new Newcomer(request, from));
        } else {
            begin(request, from);
        }
    }

    /** A CANCEL does not overtake the INVITE that it is about. */
    private boolean isForANewcomer(SipRequest cancel) {
        return !door.isEmpty() && !servers.containsKey(ServerKey.cancelled(cancel));
    }

    private void begin(SipRequest request, Flow from) {
        if (request.is(Method.CANCEL)) {
            cancel(request, from);
        } else {
            user().request(open(request, from), request);
        }
    }

    private void admit(Newcomer newcomer) {
        var known = servers.get(ServerKey.of(newcomer.request)); // it may have come twice while it waited
        try {
            if (known != null) {
                known.requestAgain();
            } else if (refuses(newcomer.request)) {
                overloaded(newcomer.request, newcomer.from);
            } else {
                begin(newcomer.request, newcomer.from);
            }
        } catch (SipFailure failure) {
            answer(newcomer.request, newcomer.from, failure);
        }
    }

    /** One that came again after it was admitted has its answer, or will have it. */
    private void turnAway(Newcomer newcomer) {
        var known = servers.get(ServerKey.of(newcomer.request));
        if (known != null) {
            known.requestAgain();
        } else if (newcomer.request.is(Method.CANCEL)) {
            cancel(newcomer.request, newcomer.from);
        } else {
            overloaded(newcomer.request, newcomer.from);
        }
    }

    private void ack(ServerTransaction known, SipRequest ack, Flow from) {
        if (known != null) {
            known.ack(ack);
        } else if (!tags().isOurs(ack)) {
            user().ack(ack, from);
        }
    }

    /** RFC 3261 §9.2. */
    private void cancel(SipRequest cancel, Flow from) {
        var invite = servers.get(ServerKey.cancelled(cancel));
        var transaction = open(cancel, from);
        transaction.respond(transaction.response(invite == null ? 481 : 200));
        if (invite != null && invite.isOpen()) {
            user().cancelled(invite, cancel);
        }
    }

    private ServerTransaction open(SipRequest request, Flow from) {
        var transaction = new ServerTransaction(
                this,
                ServerKey.of(request).sharing(sentBys),
                request,
                from,
                ReturnPath.of(request.topVia(), from, layer.transport()));
        servers.put(transaction.key(), transaction);
        transaction.start();
        return transaction;
    }

    private boolean refuses(SipRequest request) {
        int limit = layer.limits().transactions();
        return size() >= (isOptional(request) ? limit - limit / 10 : limit);
    }

    /** What begins something new; the rest belongs to what has begun, or keeps phones reachable. */
    private static boolean isOptional(SipRequest request) {
        return request.method().beginsDialog() && !request.isInDialog();
    }

    private void overloaded(SipRequest request, Flow from) {
        answer(request, from, new SipFailure(503));
    }

    /** Statelessly (RFC 3261 §8.2.7). */
    private void answer(SipRequest request, Flow from, SipFailure failure) {
        var response = tags().tagged(SipResponse.to(request, failure), request);
        if (failure.status() == 503) {
            response.append(HeaderName.RETRY_AFTER, retryAfter());
        }
        ReturnPath.of(request.topVia(), from, layer.transport()).send(response.encode(), unsent -> {});
    }

    /** RFC 3261 §17.1.3; a stray response is dropped (RFC 6026 §7.2). */
    void receive(SipResponse response) {
        var branch = response.topVia().branch().orElse("");
        var method = response.cseq().method();
        var client = method.equals(Method.CANCEL) ? cancels.get(branch) : clients.get(branch);
        if (client != null && client.method().equals(method)) {
            client.receive(response);
        } else {
            LOG.debug("Stray {} to {} dropped", response.status(), response.cseq());
        }
    }

    // What goes out

    String branch(String mark) {
        String branch = tokens.next(Via.MAGIC_COOKIE);
        return mark.isEmpty() ? branch : branch + '.' + mark;
    }

    ClientTransaction send(SipRequest request, byte[] bytes, String branch, Ways ways, ResponseListener listener) {
        var transaction = new ClientTransaction(this, request, bytes, branch, ways, listener);
        (request.is(Method.CANCEL) ? cancels : clients).put(branch, transaction);
        transaction.start();
        return transaction;
    }

    /** A CANCEL has a transaction of its own, whose response says nothing (RFC 3261 §9.1). */
    void sendCancel(SipRequest cancel, String branch, Flow flow) {
        send(cancel, cancel.encode(), branch, new Ways(flow, null), Deaf.TO_ALL);
    }

    void remove(ServerTransaction transaction) {
        servers.remove(transaction.key(), transaction);
    }

    void remove(ClientTransaction transaction) {
        (transaction.method().equals(Method.CANCEL) ? cancels : clients).remove(transaction.branch(), transaction);
    }
}
