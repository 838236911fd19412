package offhook.sip.transaction;

import java.util.HashMap;
import java.util.Map;
import offhook.runtime.work.Loop;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
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

    private final Loop loop;
    private final TransactionLayer layer;
    private final Tokens tokens;
    private final Map<ServerKey, ServerTransaction> servers = new HashMap<>();
    private final Map<String, ClientTransaction> clients = new HashMap<>();
    private final Map<String, ClientTransaction> cancels = new HashMap<>();

    TransactionTable(Loop loop, TransactionLayer layer, Tokens tokens) {
        this.loop = loop;
        this.layer = layer;
        this.tokens = tokens;
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
        } else if (request.is(Method.CANCEL)) {
            cancel(request, from);
        } else {
            user().request(open(request, from), request);
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
                this, ServerKey.of(request), request, from, ReturnPath.of(request.topVia(), from, layer.transport()));
        servers.put(transaction.key(), transaction);
        transaction.start();
        return transaction;
    }

    private boolean refuses(SipRequest request) {
        int limit = layer.limits().transactions();
        boolean optional = request.method().beginsDialog() && !request.isInDialog();
        return size() >= (optional ? limit - limit / 10 : limit);
    }

    private void overloaded(SipRequest request, Flow from) {
        var response = tags().tagged(SipResponse.to(request, 503), request);
        response.append(HeaderName.RETRY_AFTER, retryAfter());
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
        send(cancel, cancel.encode(), branch, new Ways(flow, null), CancelListener.DEAF);
    }

    void remove(ServerTransaction transaction) {
        servers.remove(transaction.key(), transaction);
    }

    void remove(ClientTransaction transaction) {
        (transaction.method().equals(Method.CANCEL) ? cancels : clients).remove(transaction.branch(), transaction);
    }

    private enum CancelListener implements ResponseListener {
        DEAF;

        @Override
        public void response(ClientTransaction transaction, SipResponse response) {
            // 200 means that the CANCEL came, 481 that the INVITE was over: its own response tells.
        }

        @Override
        public void failed(ClientTransaction transaction, TransactionFailure failure) {
            // The INVITE's own timer ends the wait.
        }
    }
}
